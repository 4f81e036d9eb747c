// Saving: after a rest, one at a time, on top of the last revision; a lost race waits for a person.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '~/api/errors';
import type { SavedDraft } from '~/api/flows';
import type { Graph } from '~/api/flows-types';
import { startAutosave } from './autosave';
import { changeNode } from './edits';
import { sampleGraph } from './sample-graph';
import { createEditor } from './store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup(answer: (revision: number) => Promise<SavedDraft>) {
  const editor = createEditor(sampleGraph, true);
  const put = vi.fn((_graph: Graph, revision: number) => answer(revision));
  const keep = vi.fn();
  const autosave = startAutosave(editor, { revision: 7, saved_at: '2026-11-23T10:00:00Z' }, { put, keep });
  const write = (notes: string) => editor.getState().change((graph) => changeNode(graph, 'm', { notes }));
  return { editor, put, keep, autosave, write };
}

const saved = async (revision: number): Promise<SavedDraft> => ({
  revision: revision + 1,
  saved_at: '2026-11-23T10:01:00Z',
  findings: [],
  bounds: { sends: 1, calls: 0 },
});

describe('autosave', () => {
  it('saves once after a rest, with the revision before it', async () => {
    const { put, autosave, write, keep } = setup(saved);
    write('a');
    await vi.advanceTimersByTimeAsync(500);
    write('b');
    await vi.advanceTimersByTimeAsync(799);
    expect(put).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(put).toHaveBeenCalledTimes(1);
    expect(put.mock.calls[0]?.[1]).toBe(7);
    expect(autosave.saving.getState()).toMatchObject({ state: 'saved', revision: 8 });
    expect(keep).toHaveBeenLastCalledWith(8, null);
  });

  it('saves what came while it was saving, on top of that', async () => {
    let finish = (_value: SavedDraft) => {};
    const { put, autosave, write } = setup((revision) =>
      revision === 7
        ? new Promise<SavedDraft>((resolve) => {
            finish = resolve;
          })
        : saved(revision),
    );
    write('a');
    await vi.advanceTimersByTimeAsync(800);
    write('b');
    await vi.advanceTimersByTimeAsync(2000);
    expect(put).toHaveBeenCalledTimes(1);
    finish(await saved(7));
    await vi.advanceTimersByTimeAsync(800);
    expect(put.mock.calls.map(([, revision]) => revision)).toEqual([7, 8]);
    expect(autosave.saving.getState().state).toBe('saved');
  });

  it('stops at a lost race until a person decides', async () => {
    const race = new ApiProblem({ status: 412, code: 'flow.draft_changed', detail: 'changed' });
    const { put, autosave, write } = setup((revision) => (revision === 7 ? Promise.reject(race) : saved(revision)));
    write('a');
    await vi.advanceTimersByTimeAsync(800);
    expect(autosave.saving.getState().state).toBe('conflict');
    write('b');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(put).toHaveBeenCalledTimes(1);
    await autosave.overwrite(12);
    expect(put.mock.calls[1]?.[1]).toBe(12);
    expect(autosave.saving.getState()).toMatchObject({ state: 'saved', revision: 13 });
  });

  it('takes the other draft on reload, and tries again when the network was away', async () => {
    const offline = new ApiProblem({ status: 0, code: 'network.unreachable', detail: 'away' });
    let away = true;
    const { editor, autosave, write, put } = setup((revision) => (away ? Promise.reject(offline) : saved(revision)));
    write('a');
    await vi.advanceTimersByTimeAsync(800);
    expect(autosave.saving.getState().state).toBe('failed');
    away = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(autosave.saving.getState().state).toBe('saved');
    expect(put).toHaveBeenCalledTimes(2);
    autosave.reload({ graph: sampleGraph, revision: 20, saved_at: '2026-11-23T11:00:00Z', saved_by: null });
    expect(editor.getState().graph).toBe(sampleGraph);
    await vi.advanceTimersByTimeAsync(5000);
    expect(put).toHaveBeenCalledTimes(2);
  });
});
