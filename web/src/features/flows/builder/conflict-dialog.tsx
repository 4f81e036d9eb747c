// Somebody else saved the draft meanwhile: take theirs, put ours on top, or look at what differs first.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useWorkspace } from '~/api/current-workspace';
import { type FlowDraft, flows } from '~/api/flows';
import { ago } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { compare, DifferenceList } from './difference-list';
import { useAutosave } from './save-note';
import { useEditorStore } from './store';

export function ConflictDialog({ flow }: { flow: string }) {
  const { saving } = useAutosave();
  const conflict = useStore(saving, ({ state }) => state === 'conflict');
  return conflict ? <Open flow={flow} /> : null;
}

function Open({ flow }: { flow: string }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const store = useEditorStore();
  const autosave = useAutosave();
  const cache = useQueryClient();
  const [comparing, setComparing] = useState(false);
  const [closed, setClosed] = useState(false);
  const theirs = useQuery({ ...flows.draft(ws, flow), queryKey: ['flow-draft-now', ws, flow], gcTime: 0 });
  const use = (draft: FlowDraft, action: 'reload' | 'overwrite') => {
    if (action === 'reload') autosave.reload(draft);
    else void autosave.overwrite(draft.revision);
    void cache.invalidateQueries({ queryKey: ['flows', ws] });
  };
  const draft = theirs.data;
  const who = draft?.saved_by?.name ?? t`Somebody else`;
  const when = draft ? ago(draft.saved_at, Date.now()) : '';
  return (
    <Dialog
      open={!closed}
      size={comparing ? 'lg' : 'sm'}
      onClose={() => setClosed(true)}
      title={<Trans>{who} changed this flow</Trans>}
      description={
        draft ? (
          <Trans>
            Their last save: {when}. Your changes since your last save are only in this browser. Taking theirs loses
            yours; putting yours on top loses theirs.
          </Trans>
        ) : undefined
      }
      footer={
        <>
          <Button onClick={() => setComparing(!comparing)} disabledReason={draft ? null : t`Loading…`}>
            {comparing ? t`Hide the comparison` : t`Compare`}
          </Button>
          <Button onClick={() => draft && use(draft, 'overwrite')} disabledReason={draft ? null : t`Loading…`}>
            <Trans>Overwrite</Trans>
          </Button>
          <Button
            variant="primary"
            onClick={() => draft && use(draft, 'reload')}
            disabledReason={draft ? null : t`Loading…`}
          >
            <Trans>Reload</Trans>
          </Button>
        </>
      }
    >
      {theirs.isPending && <Skeleton className="h-16 w-full" />}
      {comparing && draft && <DifferenceList changes={compare(draft.graph, store.getState().graph)} />}
    </Dialog>
  );
}
