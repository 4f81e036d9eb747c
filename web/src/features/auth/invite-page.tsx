// Accepting an invitation: an existing account confirms with its password, a new one is made on the spot.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { account } from '~/api/account';
import { asProblem } from '~/api/errors';
import type { Role } from '~/api/schema';
import { SignInLayout } from '~/layouts/sign-in-layout';
import { Button, buttonClass } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { faults, PASSWORD_MIN, passwordFault, requiredFault } from './checks';
import { FormProblem } from './form-problem';
import { PasswordInput } from './password-input';
import { useForm } from './use-form';

interface Invitation {
  workspace_name: string;
  email: string;
  role: Role;
  account_exists: boolean;
}

export default function InvitePage({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useLingui();
  const invitation = useQuery(account.invitation(token));
  if (invitation.isPending) {
    return (
      <SignInLayout title={t`Invitation`}>
        <Skeleton className="h-4 w-3/4" />
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-9 w-full" />
      </SignInLayout>
    );
  }
  if (invitation.isError) {
    return (
      <SignInLayout title={t`This invitation cannot be used`}>
        <FormProblem problem={asProblem(invitation.error)} />
        <Link to="/login" className={buttonClass({ size: 'lg' })}>
          <Trans>Go to sign-in</Trans>
        </Link>
      </SignInLayout>
    );
  }
  return <AcceptForm token={token} invitation={invitation.data} onDone={onDone} />;
}

function AcceptForm({ token, invitation, onDone }: { token: string; invitation: Invitation; onDone: () => void }) {
  const { t } = useLingui();
  const accept = useMutation(account.acceptInvitation(token));
  const { workspace_name: workspace, email, account_exists: known } = invitation;
  const role = { OWNER: t`owner`, ADMIN: t`admin`, AGENT: t`agent`, ANALYST: t`analyst` }[invitation.role];
  const { form, errors, problem, busy, submit, bind } = useForm({
    initial: { name: '', password: '' },
    check: ({ name, password }) =>
      known
        ? faults({ password: requiredFault(password, t`Enter your password.`) })
        : faults({ name: requiredFault(name, t`Enter your name.`), password: passwordFault(password) }),
    send: async ({ name, password }) => {
      await accept.mutateAsync(known ? { password } : { name: name.trim(), password });
      onDone();
    },
  });
  return (
    <SignInLayout
      title={t`Join ${workspace}`}
      intro={
        <Trans>
          You were invited as <b>{role}</b> with <bdi dir="ltr">{email}</bdi>.
        </Trans>
      }
    >
      <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {!known && (
          <Field label={t`Your name`} error={errors.name}>
            {(control) => <Input {...control} {...bind('name')} autoComplete="name" autoFocus />}
          </Field>
        )}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field
          label={t`Password`}
          hint={
            known
              ? t`The one you sign in with.`
              : t`At least ${PASSWORD_MIN} characters. A sentence is easy to remember.`
          }
          error={errors.password}
        >
          {(control) => (
            <PasswordInput
              {...control}
              {...bind('password')}
              autoComplete={known ? 'current-password' : 'new-password'}
              autoFocus={known}
            />
          )}
        </Field>
        <FormProblem problem={problem} />
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          {known ? <Trans>Accept and sign in</Trans> : <Trans>Create account and join</Trans>}
        </Button>
      </form>
    </SignInLayout>
  );
}
