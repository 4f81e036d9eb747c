// Sign in with email and password.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { account } from '~/api/account';
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
  const { form, errors, problem, busy, submit, bind } = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) =>
      faults({ email: emailFault(email), password: requiredFault(password, t`Enter your password.`) }),
    send: async ({ email, password }) => {
      await login.mutateAsync({ email: email.trim(), password });
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
