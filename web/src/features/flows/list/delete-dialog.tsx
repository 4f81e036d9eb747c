// Deletes a flow: says what goes with it, and asks to type its name while conversations are in it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { type FlowView, flows } from '~/api/flows';
import { TypedConfirmation } from '~/layouts/form/typed-confirmation';
import { toast } from '~/ui/toast';

export function DeleteFlow({ flow, onClose }: { flow: FlowView; onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const remove = useMutation(flows.remove(ws));
  const active = flow.runs_active;
  return (
    <TypedConfirmation
      open
      onClose={onClose}
      title={t`Delete ${flow.name}?`}
      word={flow.name}
      action={active > 0 ? t`Cancel runs and delete` : t`Delete flow`}
      onConfirm={async () => {
        await remove.mutateAsync({ flow: flow.id, ...(active > 0 && { cancel_runs: true }) });
        toast({ title: t`${flow.name} was deleted`, tone: 'success' });
      }}
    >
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {active > 0 && (
          <li className="font-medium text-danger">
            <Plural
              value={active}
              one="# conversation is in it now. Its run is cancelled and answers no more."
              other="# conversations are in it now. Their runs are cancelled and answer no more."
            />
          </li>
        )}
        {flow.state === 'live' && (
          <li>
            <Trans>It is live: what starts it today will start nothing.</Trans>
          </li>
        )}
        <li>
          <Trans>The draft, every version and its tests are gone for good.</Trans>
        </li>
        <li>
          <Trans>Messages it sent, and the runs that are over, stay.</Trans>
        </li>
      </ul>
    </TypedConfirmation>
  );
}
