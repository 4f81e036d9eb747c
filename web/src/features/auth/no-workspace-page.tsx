// Signed in, but in no workspace: make one, or wait for an invitation.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { queryClient } from '~/api/query-client';
import { signOut } from '~/api/session';
import { workspaces } from '~/api/team';
import { SignInLayout } from '~/layouts/sign-in-layout';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { faults, requiredFault } from './checks';
import { FormProblem } from './form-problem';
import { useForm } from './use-form';

export default function NoWorkspacePage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const create = useMutation(workspaces.create());
  const { form, errors, problem, busy, submit, bind } = useForm({
    initial: { name: '' },
    check: ({ name }) => faults({ name: requiredFault(name, t`Name the workspace, for example after your company.`) }),
    send: async ({ name }) => {
      const workspace = await create.mutateAsync({
        name: name.trim(),
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      });
      await navigate({ to: '/w/$ws/inbox', params: { ws: workspace.id } });
    },
  });
  const leave = async () => {
    await signOut();
    queryClient.clear();
    await navigate({ to: '/login' });
  };
  return (
    <SignInLayout
      title={t`You are in no workspace yet`}
      intro={<Trans>Create one, or ask an admin of an existing one for an invitation link.</Trans>}
    >
      <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t`Workspace name`} error={errors.name}>
          {(control) => <Input {...control} {...bind('name')} autoComplete="organization" autoFocus />}
        </Field>
        <FormProblem problem={problem} />
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          <Trans>Create the workspace</Trans>
        </Button>
        <Button variant="ghost" onClick={() => void leave()}>
          <Trans>Sign out</Trans>
        </Button>
      </form>
    </SignInLayout>
  );
}
