// What can be done with an old version: make it the draft, or publish it again as a new version.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, PenLine, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowVersion, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Textarea } from '~/ui/input';
import { Menu } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { useMayEdit } from '../list/use-may-edit';

interface Props {
  flow: string;
  version: FlowVersion;
  revision: number | undefined;
  hasChanges: boolean;
}

export function VersionMenu({ flow, version, revision, hasChanges }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const refusal = useMayEdit();
  const [rolling, setRolling] = useState(false);
  const restore = useMutation(flows.restore(ws, flow));
  const { number } = version;
  const makeDraft = async () => {
    if (revision === undefined) return;
    const sure =
      !hasChanges ||
      (await confirm({
        title: t`Replace the draft by version ${number}?`,
        body: t`The draft has changes that were never published. They are lost.`,
        action: t`Replace the draft`,
      }));
    if (!sure) return;
    restore.mutate(
      { number, revision },
      {
        onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
        onSuccess: () => {
          toast({ title: t`Version ${number} is the draft now`, tone: 'success' });
          void navigate({ to: '/w/$ws/flows/$flow/edit', params: { ws, flow } });
        },
      },
    );
  };
  return (
    <>
      <Menu
        label={t`What to do with version ${number}`}
        align="end"
        entries={[
          {
            kind: 'item',
            id: 'restore',
            label: t`Make it the draft`,
            icon: PenLine,
            disabledReason: refusal,
            onSelect: () => void makeDraft(),
          },
          {
            kind: 'item',
            id: 'rollback',
            label: t`Publish it again…`,
            icon: Undo2,
            disabledReason: refusal ?? (version.live ? t`It is live.` : null),
            onSelect: () => setRolling(true),
          },
        ]}
        trigger={(props) => <IconButton icon={Ellipsis} size="sm" label={t`More about version ${number}`} {...props} />}
      />
      {rolling && <Rollback flow={flow} version={version} onClose={() => setRolling(false)} />}
    </>
  );
}

function Rollback({ flow, version, onClose }: { flow: string; version: FlowVersion; onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { number } = version;
  const [note, setNote] = useState(t`Back to version ${number}`);
  const rollback = useMutation(flows.rollback(ws, flow));
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Publish version ${number} again?`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={rollback.isPending}
            onClick={() =>
              rollback.mutate(
                { number, ...(note.trim() && { note: note.trim() }) },
                {
                  onSuccess: (made) => {
                    toast({ title: t`Version ${made.number} is live`, tone: 'success' });
                    onClose();
                  },
                },
              )
            }
          >
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-13 text-fg-2">
          <Trans>
            It becomes a new version and starts new runs at once. Conversations that are in another version finish
            there. The draft stays as it is.
          </Trans>
        </p>
        <Field label={t`Note`} hint={t`Why, for whoever reads the list later.`}>
          {(control) => (
            <Textarea {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        {rollback.error && <ProblemNote problem={asProblem(rollback.error)} />}
      </div>
    </Dialog>
  );
}
