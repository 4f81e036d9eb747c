// Hands the workspace over: says what changes for both, and asks for the owner's password.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Member } from '~/api/schema';
import { members } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { toast } from '~/ui/toast';
import { SecretInput } from './secret-input';

export default function TransferDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const [password, setPassword] = useState('');
  const transfer = useMutation(members.transfer(id));
  const problem = transfer.error ? asProblem(transfer.error) : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!password || transfer.isPending) return;
    transfer.mutate(
      { user: member.user_id, password },
      {
        onSuccess: () => {
          toast({ title: t`${member.name} owns the workspace now`, tone: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Transfer ownership to ${member.name}?`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="danger"
            busy={transfer.isPending}
            disabledReason={password ? null : t`Enter your password.`}
            onClick={send}
          >
            <Trans>Transfer ownership</Trans>
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={send}>
        <p className="text-14 text-fg-2">
          <Trans>
            <bdi>{member.name}</bdi> becomes an owner of <bdi>{workspace.name}</bdi>, and you become an admin. Only an
            owner can make you one again.
          </Trans>
        </p>
        <Field label={t`Your password`} error={problem?.field('/password')}>
          {(field) => (
            <SecretInput
              {...field}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {problem && !problem.field('/password') && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
