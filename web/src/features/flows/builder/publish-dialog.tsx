// Publishing: what the checker says, what changes for customers, a note for those who come later.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowView, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { compare, DifferenceList } from './difference-list';
import { FindingRow } from './problems-panel';
import { useAutosave } from './save-note';
import { useEditor } from './store';
import { useUi, useUiStore } from './ui';

export function PublishDialog({ flow }: { flow: FlowView }) {
  const open = useUi((ui) => ui.dialog === 'publish');
  return open ? <Open flow={flow} /> : null;
}

function Open({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const ui = useUiStore();
  const { saving, flush } = useAutosave();
  const saved = useStore(saving, ({ state }) => state === 'saved');
  const findings = useEditor((state) => state.findings);
  const graph = useEditor((state) => state.graph);
  const [note, setNote] = useState('');
  const publish = useMutation(flows.publish(ws, flow.id));
  const live = flow.live_version?.number;
  const version = useQuery({ ...flows.version(ws, flow.id, live ?? 0), enabled: live !== undefined });
  useEffect(() => void flush(), [flush]);

  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const close = () => ui.setState({ dialog: 'none' });
  const reason = !saved ? t`Saving the draft…` : errors.length > 0 ? t`Mend the errors first.` : null;
  const go = () =>
    publish.mutate(
      { note: note.trim(), revision: saving.getState().revision },
      {
        onSuccess: ({ number }) => {
          toast({ tone: 'success', title: t`Version ${number} is live` });
          close();
        },
      },
    );
  return (
    <Dialog
      open
      onClose={close}
      size="lg"
      title={<Trans>Publish {flow.name}</Trans>}
      description={
        live === undefined ? (
          <Trans>From now on its triggers start runs.</Trans>
        ) : (
          <Trans>New runs take this version. Runs under way finish on theirs.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={publish.isPending} disabledReason={reason} onClick={go}>
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {errors.length > 0 ? (
          <div className="flex flex-col gap-1 rounded-card border border-danger/40 p-2">
            <p className="flex items-center gap-2 px-2 pt-1 font-medium text-13 text-danger">
              <CircleAlert aria-hidden="true" className="size-4" />
              <Plural
                value={errors.length}
                one="# error keeps it from being published"
                other="# errors keep it from being published"
              />
            </p>
            <ul>
              {errors.slice(0, 6).map((finding, index) => (
                <FindingRow key={`${finding.code}${index}`} finding={finding} />
              ))}
            </ul>
          </div>
        ) : (
          <p className="flex items-center gap-2 text-13 text-success">
            <CircleCheck aria-hidden="true" className="size-4" />
            {warnings.length === 0 ? (
              <Trans>The checker found nothing.</Trans>
            ) : (
              <Plural
                value={warnings.length}
                one="It can be published, with # warning."
                other="It can be published, with # warnings."
              />
            )}
          </p>
        )}
        {live !== undefined && (
          <section aria-label={t`Changes`} className="flex flex-col gap-2">
            <h3 className="font-medium text-13">
              <Trans>Changes since version {live}</Trans>
            </h3>
            {version.data ? (
              <DifferenceList changes={compare(version.data.graph, graph)} />
            ) : (
              <Skeleton className="h-12 w-full" />
            )}
          </section>
        )}
        <Field label={<Trans>Note</Trans>} hint={<Trans>What changed and why, for your team.</Trans>}>
          {(control) => (
            <Textarea {...control} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        <ProblemNote problem={publish.error ? asProblem(publish.error) : null} />
      </div>
    </Dialog>
  );
}
