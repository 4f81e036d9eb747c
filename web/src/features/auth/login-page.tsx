// Sign in with email and password.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { account } from '~/api/account';
import { asProblem } from '~/api/errors';
import { SignInLayout } from '~/layouts/sign-in-layout';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { emailFault, faults, requiredFault } from './checks';
import { FormProblem } from './form-problem';
import { PasswordInput } from './password-input';
import { useForm } from './use-form';

export default function LoginPage({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useLingui();
  const login = useMutation(account.login());
  const [asksCode, setAsksCode] = useState(false);
  const { form, errors, problem, busy, submit, bind } = useForm({
    initial: { email: '', password: '', code: '' },
    check: ({ email, password, code }) =>
      faults({
        email: emailFault(email),
        password: requiredFault(password, t`Enter your password.`),
        ...(asksCode && { code: requiredFault(code.trim(), t`Enter the code your app shows, or a recovery code.`) }),
      }),
    send: async ({ email, password, code }) => {
      try {
        await login.mutateAsync({ email: email.trim(), password, ...(asksCode && { code: code.trim() }) });
      } catch (error) {
        if (asksCode || asProblem(error).code !== 'auth.second_factor_required') throw error;
        setAsksCode(true);
        return;
      }
      onSignedIn();
    },
  });
  return (
    <SignInLayout title={t`Sign in`}>
      <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t`Email`} error={errors.email}>
          {(control) => (
            <Input {...control} {...bind('email')} type="email" dir="ltr" autoComplete="username" autoFocus />
          )}
        </Field>
        <Field label={t`Password`} error={errors.password}>
          {(control) => <PasswordInput {...control} {...bind('password')} autoComplete="current-password" />}
        </Field>
        {asksCode && (
          <Field
            label={t`Code from your app`}
            hint={t`Or one of your recovery codes, when your phone is not at hand.`}
            error={errors.code}
          >
            {(control) => (
              <Input
                {...control}
                {...bind('code')}
                dir="ltr"
                autoComplete="one-time-code"
                autoFocus
                className="font-mono"
              />
            )}
          </Field>
        )}
        <FormProblem problem={problem} />
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <p className="text-12 text-fg-3">
        <Trans>No account? Ask an admin of your workspace for an invitation link.</Trans>
      </p>
    </SignInLayout>
  );
}
