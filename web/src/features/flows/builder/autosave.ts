// Saves the draft 800 ms after the last change, one save at a time, each on top of the revision before it. A lost race stops it until a person decides.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ApiProblem, asProblem } from '~/api/errors';
import type { FlowDraft, SavedDraft } from '~/api/flows';
import type { Graph } from '~/api/flows-types';
import type { EditorStore } from './store';

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed' | 'conflict';

export interface Saving {
  state: SaveState;
  revision: number;
  savedAt: string;
  problem: ApiProblem | null;
}

export type SavingStore = StoreApi<Saving>;

interface Doors {
  put: (graph: Graph, revision: number) => Promise<SavedDraft>;
  keep: (revision: number, graph: Graph | null) => void;
}

const REST_MS = 800;
const AGAIN_MS = 5000;

export function startAutosave(editor: EditorStore, draft: Pick<FlowDraft, 'revision' | 'saved_at'>, doors: Doors) {
  const saving: SavingStore = createStore(() => ({
    state: 'saved' as SaveState,
    revision: draft.revision,
    savedAt: draft.saved_at,
    problem: null as ApiProblem | null,
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let savedVersion = editor.getState().version;
  let underWay: Promise<void> | null = null;
  let stopped = false;

  const isChanged = () => editor.getState().version !== savedVersion;

  const later = (wait: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void save(), wait);
  };

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (underWay)
      return underWay.then(() => (isChanged() && saving.getState().state !== 'conflict' ? save() : undefined));
    if (!isChanged() || saving.getState().state === 'conflict') return;
    underWay = attempt().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  async function attempt(): Promise<void> {
    const { graph, version } = editor.getState();
    saving.setState({ state: 'saving' });
    try {
      const { revision, saved_at, findings, bounds } = await doors.put(graph, saving.getState().revision);
      savedVersion = version;
      editor.getState().found(findings, bounds);
      const rest = isChanged();
      saving.setState({ state: rest ? 'changed' : 'saved', revision, savedAt: saved_at, problem: null });
      if (rest) later(REST_MS);
      else doors.keep(revision, null);
    } catch (error) {
      const problem = asProblem(error);
      const conflict = problem.status === 412 || problem.status === 409;
      saving.setState({ state: conflict ? 'conflict' : 'failed', problem });
      if (!conflict && problem.status !== 422 && problem.status !== 403) later(AGAIN_MS);
    }
  }

  const unsubscribe = editor.subscribe(({ version, graph }, before) => {
    if (version === before.version || !isChanged()) return;
    doors.keep(saving.getState().revision, graph);
    if (saving.getState().state === 'conflict') return;
    if (saving.getState().state !== 'saving') saving.setState({ state: 'changed' });
    later(REST_MS);
  });

  return {
    saving,
    /** At once; settles when the server has everything, or refused. */
    flush: save,
    /** Our draft on top of what somebody else saved. */
    async overwrite(revision: number): Promise<void> {
      saving.setState({ state: 'changed', revision, problem: null });
      savedVersion = -1;
      await save();
    },
    /** Theirs in place of ours. */
    reload({ graph, revision, saved_at }: FlowDraft): void {
      clearTimeout(timer);
      editor.getState().load(graph);
      savedVersion = editor.getState().version;
      doors.keep(revision, null);
      saving.setState({ state: 'saved', revision, savedAt: saved_at, problem: null });
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
      if (isChanged() && !underWay && saving.getState().state !== 'conflict') void attempt();
    },
  };
}

export type Autosave = ReturnType<typeof startAutosave>;
