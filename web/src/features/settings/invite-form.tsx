// Whom to invite, and as what.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Role } from '~/api/schema';
import { invitations } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { mayManage, roles, useRoleWords } from './roles';

export interface Invited {
  id: string;
  email: string;
  accept_url: string;
  expires_at: string;
}

export function InviteForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const { t } = useLingui();
  const { id, membership } = useWorkspace();
  const words = useRoleWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('AGENT');
  const [missing, setMissing] = useState<string | null>(null);
  const create = useMutation(invitations.create(id));
  const problem = create.error ? asProblem(create.error) : null;
  const atFields = problem?.field('/email') || problem?.field('/role');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const isComplete = /^[^\s@]+@[^\s@]+$/.test(email.trim());
    setMissing(isComplete ? null : t`Enter a complete email address, like name@example.com.`);
    if (!isComplete) return;
    create.mutate(
      { email: email.trim(), role },
      {
        onSuccess: (invited) => {
          setEmail('');
          onInvited(invited);
        },
      },
    );
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_12rem]">
        <Field label={t`Email address`} error={missing ?? problem?.field('/email')}>
          {(field) => (
            <Input
              {...field}
              type="email"
              autoComplete="off"
              dir="ltr"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`Role`} error={problem?.field('/role')}>
          {(field) => (
            <Select
              {...field}
              value={role}
              onChange={setRole}
              options={roles
                .filter((one) => mayManage(membership.role, one))
                .map((one) => ({ value: one, label: words[one].name, note: words[one].about }))}
            />
          )}
        </Field>
      </div>
      {!atFields && <ProblemNote problem={problem} />}
      <div>
        <Button type="submit" variant="primary" busy={create.isPending} onClick={submit}>
          <Trans>Create invitation link</Trans>
        </Button>
      </div>
    </form>
  );
}
