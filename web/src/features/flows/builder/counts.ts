// How many findings a step has; each card asks for its own, so that a check draws only the cards it is about.
import type { Finding } from '~/api/flows-types';
import type { Counts } from '../canvas/canvas-context';
import { useEditor } from './store';

const nothing: Counts = { errors: 0, warnings: 0 };
const known = new WeakMap<readonly Finding[], ReadonlyMap<string, Counts>>();

export function countsByNode(findings: readonly Finding[]): ReadonlyMap<string, Counts> {
  const before = known.get(findings);
  if (before) return before;
  const counts = new Map<string, Counts>();
  for (const { node, severity } of findings) {
    if (!node || severity === 'hint') continue;
    const own = counts.get(node) ?? nothing;
    counts.set(node, {
      errors: own.errors + (severity === 'error' ? 1 : 0),
      warnings: own.warnings + (severity === 'warning' ? 1 : 0),
    });
  }
  known.set(findings, counts);
  return counts;
}

export function useCounts(node: string): Counts {
  const errors = useEditor(({ findings }) => countsByNode(findings).get(node)?.errors ?? 0);
  const warnings = useEditor(({ findings }) => countsByNode(findings).get(node)?.warnings ?? 0);
  return errors === 0 && warnings === 0 ? nothing : { errors, warnings };
}
