// A test as YAML, to write or to change.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowTestFile, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';

interface Props {
  flow: string;
  test: FlowTestFile | null;
  onClose: () => void;
}

const example = `name: greets
steps:
  - say: hello
  - expect:
      messages:
        - "Hello…"
`;

export function TestDialog({ flow, test, onClose }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const [name, setName] = useState(test?.name ?? '');
  const [yaml, setYaml] = useState(test?.yaml ?? example);
  const save = useMutation(flows.saveTest(ws, flow));
  const problem = save.error ? asProblem(save.error) : null;
  const submit = () => {
    if (name.trim() === '') return;
    save.mutate({ ...(test && { id: test.id }), name: name.trim(), yaml }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={test ? t`Edit test` : t`New test`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={save.isPending}
            disabledReason={name.trim() === '' ? t`Say what it shows.` : null}
            onClick={submit}
          >
            <Trans>Save test</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t`What it shows`} error={problem?.field('/name')}>
          {(control) => (
            <Input {...control} maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field
          label={t`Steps`}
          hint={t`say, tap, send, submit, wait, take_over, release and expect, one in each step. “…” stands for anything.`}
          error={problem?.field('/yaml')}
        >
          {(control) => (
            <Textarea
              {...control}
              dir="ltr"
              spellCheck={false}
              className="min-h-80 font-mono text-12!"
              value={yaml}
              onChange={(event) => setYaml(event.target.value)}
            />
          )}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </div>
    </Dialog>
  );
}
