// A new flow: blank, from a starter with its picture, or from a file.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowStarter, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Tabs } from '~/ui/tabs';
import { ImportFlow } from './import-flow';
import { StarterGrid } from './starter-grid';

interface Props {
  open: boolean;
  /** The starter that was already chosen on the page. */
  starter?: FlowStarter | null;
  onClose: () => void;
}

type Way = 'make' | 'import';

export default function NewFlowDialog({ open, starter = null, onClose }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const [way, setWay] = useState<Way>('make');
  const [chosen, setChosen] = useState<FlowStarter | null>(starter);
  const [name, setName] = useState<string | null>(null);
  const create = useMutation(flows.create(ws));
  const called = (name ?? chosen?.name ?? '').trim();
  const problem = create.error ? asProblem(create.error) : null;
  const edit = (flow: string) => navigate({ to: '/w/$ws/flows/$flow/edit', params: { ws, flow } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (called === '' || create.isPending) return;
    create.mutate(
      { name: called, ...(chosen && { starter: chosen.key, description: chosen.description }) },
      { onSuccess: (flow) => void edit(flow.id) },
    );
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="lg"
      title={t`New flow`}
      footer={
        way === 'make' && (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              variant="primary"
              busy={create.isPending}
              disabledReason={called === '' ? t`Give the flow a name.` : null}
              onClick={submit}
            >
              <Trans>Create draft</Trans>
            </Button>
          </>
        )
      }
    >
      <Tabs
        id="new-flow"
        label={t`How to begin`}
        tabs={[
          { value: 'make', label: t`Blank or starter` },
          { value: 'import', label: t`From a file` },
        ]}
        value={way}
        onChange={setWay}
      />
      <div role="tabpanel" id={`new-flow-panel-${way}`} aria-labelledby={`new-flow-tab-${way}`} className="pt-4">
        {way === 'import' ? (
          <ImportFlow onDone={(flow) => void edit(flow)} />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <Field label={t`Name`} hint={t`Your team sees it; customers do not.`} error={problem?.field('/name')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={80}
                  autoComplete="off"
                  placeholder={t`For example “Welcome”`}
                  value={name ?? chosen?.name ?? ''}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <StarterGrid chosen={chosen?.key ?? null} onChoose={setChosen} />
            {problem && problem.field('/name') === null && <ProblemNote problem={problem} />}
          </form>
        )}
      </div>
    </Dialog>
  );
}
