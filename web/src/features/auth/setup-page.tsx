// First run: the first owner is made with the one-time token from the server's log.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { account } from '~/api/account';
import { SignInLayout } from '~/layouts/sign-in-layout';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { emailFault, faults, PASSWORD_MIN, passwordFault, requiredFault } from './checks';
import { FormProblem } from './form-problem';
import { PasswordInput } from './password-input';
import { useForm } from './use-form';

export default function SetupPage({ token, onDone }: { token: string | undefined; onDone: () => void }) {
  const { t } = useLingui();
  const setup = useMutation(account.setup());
  const { form, errors, problem, busy, submit, bind } = useForm({
    initial: { token: token ?? '', name: '', email: '', password: '', workspace_name: '' },
    check: (values) =>
      faults({
        token: requiredFault(values.token, t`Paste the set-up token from the server's log.`),
        name: requiredFault(values.name, t`Enter your name.`),
        email: emailFault(values.email),
        password: passwordFault(values.password),
        workspace_name: requiredFault(values.workspace_name, t`Name the workspace, for example after your company.`),
      }),
    send: async (values) => {
      await setup.mutateAsync({ ...values, token: values.token.trim(), email: values.email.trim() });
      onDone();
    },
  });
  return (
    <SignInLayout
      title={t`Set up PrismWA`}
      intro={<Trans>You become the first owner. Everything can be changed later.</Trans>}
    >
      <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t`Set-up token`} hint={t`The server wrote it to its log when it started.`} error={errors.token}>
          {(control) => (
            <Input
              {...control}
              {...bind('token')}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              autoFocus={!token}
              className="font-mono"
            />
          )}
        </Field>
        <Field label={t`Your name`} error={errors.name}>
          {(control) => <Input {...control} {...bind('name')} autoComplete="name" autoFocus={Boolean(token)} />}
        </Field>
        <Field label={t`Email`} error={errors.email}>
          {(control) => <Input {...control} {...bind('email')} type="email" dir="ltr" autoComplete="username" />}
        </Field>
        <Field
          label={t`Password`}
          hint={t`At least ${PASSWORD_MIN} characters. A sentence is easy to remember.`}
          error={errors.password}
        >
          {(control) => <PasswordInput {...control} {...bind('password')} autoComplete="new-password" />}
        </Field>
        <Field label={t`Workspace name`} error={errors.workspace_name}>
          {(control) => <Input {...control} {...bind('workspace_name')} autoComplete="organization" />}
        </Field>
        <FormProblem problem={problem} />
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          <Trans>Create the workspace</Trans>
        </Button>
      </form>
    </SignInLayout>
  );
}
