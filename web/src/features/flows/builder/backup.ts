// The draft as this browser last had it, until the server has it too: nothing that was drawn is lost with the page.
import type { Graph } from '~/api/flows-types';
import { load, save } from '~/lib/storage';
import { isObject } from './path';

interface Backup {
  /** The revision it was made on. */
  revision: number;
  graph: Graph;
}

const key = (flow: string) => `flow-draft.${flow}`;

export function keep(flow: string, backup: Backup | null): void {
  save(key(flow), backup);
}

/** What was not saved; nothing when the server's draft has moved on since. */
export function kept(flow: string, revision: number): Graph | null {
  const backup = load(key(flow));
  if (!isBackup(backup) || backup.revision !== revision) return null;
  return backup.graph;
}

function isBackup(value: unknown): value is Backup {
  return (
    isObject(value) &&
    typeof value.revision === 'number' &&
    isObject(value.graph) &&
    Array.isArray(value.graph.nodes) &&
    Array.isArray(value.graph.edges)
  );
}
