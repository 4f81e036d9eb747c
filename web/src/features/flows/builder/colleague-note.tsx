// Somebody else saved the draft while it is open here and nothing of ours is unsaved: it is said at once, and theirs is one click away.
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useStore } from 'zustand';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowView, flows } from '~/api/flows';
import { clock } from '~/lib/dates';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import type { SaveState } from './autosave';
import { useAutosave } from './save-note';

/** The draft here is an old one. While we save, news of our own saving may come before its answer; with changes of ours the next save asks. */
export function isBehind(state: SaveState, revision: number, stored: Pick<FlowView, 'draft_revision'>): boolean {
  return state === 'saved' && stored.draft_revision > revision;
}

export function ColleagueNote({ flow }: { flow: FlowView }) {
  const { id: ws } = useWorkspace();
  const autosave = useAutosave();
  const cache = useQueryClient();
  const { state, revision } = useStore(autosave.saving);
  const take = useMutation({
    mutationFn: () => cache.fetchQuery({ ...flows.draft(ws, flow.id), staleTime: 0 }),
    onSuccess: (draft) => autosave.reload(draft),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  if (!isBehind(state, revision, flow)) return null;
  const who = flow.draft_saved_by?.name;
  const when = clock(flow.draft_saved_at);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-accent-soft px-4 py-1.5 text-13 text-accent-text"
    >
      <Users aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">
        {who ? (
          <Trans>
            <bdi className="font-medium">{who}</bdi> saved this flow at {when}. You see it as it was before.
          </Trans>
        ) : (
          <Trans>This flow was saved elsewhere at {when}. You see it as it was before.</Trans>
        )}
      </span>
      <Button size="sm" busy={take.isPending} onClick={() => take.mutate()}>
        <Trans>Show what they saved</Trans>
      </Button>
    </div>
  );
}
