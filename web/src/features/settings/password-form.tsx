// Changes one's own password.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { account } from '~/api/account';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { toast } from '~/ui/toast';
import { SecretInput } from './secret-input';

const SHORTEST = 12;

export function PasswordForm({ email }: { email: string }) {
  const { t } = useLingui();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const change = useMutation(account.changePassword());
  const problem = change.error ? asProblem(change.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending || current === '') return;
    setTooShort(next.length < SHORTEST);
    if (next.length < SHORTEST) return;
    change.mutate(
      { current_password: current, new_password: next },
      {
        onSuccess: () => {
          setCurrent('');
          setNext('');
          toast({ title: t`Password changed`, description: t`Your other sessions were ended.`, tone: 'success' });
        },
      },
    );
  };
  const shortText = t`Use at least ${SHORTEST} characters.`;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {/* Tells password managers whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label={t`Current password`} error={problem?.field('/current_password')}>
        {(field) => (
          <SecretInput
            {...field}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t`New password`}
        hint={t`At least ${SHORTEST} characters; a few random words are good.`}
        error={tooShort ? shortText : problem?.field('/new_password')}
      >
        {(field) => (
          <SecretInput
            {...field}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <div>
        <Button
          type="submit"
          busy={change.isPending}
          disabledReason={current === '' || next === '' ? t`Fill in both passwords.` : null}
          onClick={submit}
        >
          <Trans>Change password</Trans>
        </Button>
      </div>
    </form>
  );
}
