// Asks for the name of a test that is kept.
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { ApiProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

interface Props {
  suggestion: string;
  note?: string;
  busy: boolean;
  problem: ApiProblem | null;
  onName: (name: string) => void;
  onClose: () => void;
}

export function NameTest({ suggestion, note, busy, problem, onName, onClose }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState(suggestion);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !busy) onName(name.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Save as a test`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={name.trim() === '' ? t`Say what it shows.` : null}
            onClick={submit}
          >
            <Trans>Save test</Trans>
          </Button>
        </>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t`What it shows`} hint={note} error={problem?.field('/name')}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              autoComplete="off"
              placeholder={t`For example “asks again when the order is not found”`}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {problem && problem.field('/name') === null && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
