// Asks for password and code before recovery codes are replaced or the second factor goes.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asProblem } from '~/api/errors';
import { secondFactor } from '~/api/second-factor';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { toast } from '~/ui/toast';
import { RecoveryCodes } from './recovery-codes';
import { SecretInput } from './secret-input';

export default function ProofDialog({ act, onClose }: { act: 'codes' | 'remove'; onClose: () => void }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const codes = useMutation(secondFactor.replaceCodes());
  const remove = useMutation(secondFactor.remove());
  const error = codes.error ?? remove.error;
  const problem = error ? asProblem(error) : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!password || !code.trim()) return;
    const proof = { password, code: code.trim() };
    if (act === 'codes') codes.mutate(proof);
    else {
      remove.mutate(proof, {
        onSuccess: () => {
          toast({ title: t`Second factor removed`, tone: 'success' });
          onClose();
        },
      });
    }
  };
  const made = codes.data?.recovery_codes;
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={act === 'codes' ? t`New recovery codes` : t`Remove the second factor`}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            <Trans>I have kept them</Trans>
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              variant={act === 'remove' ? 'danger' : 'primary'}
              busy={codes.isPending || remove.isPending}
              disabledReason={password && code.trim() ? null : t`Fill in both.`}
              onClick={send}
            >
              {act === 'codes' ? <Trans>Make new codes</Trans> : <Trans>Remove</Trans>}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <RecoveryCodes codes={made} />
      ) : (
        <form noValidate className="flex flex-col gap-4" onSubmit={send}>
          <p className="text-14 text-fg-2">
            {act === 'codes'
              ? t`The codes you have now stop working, and your other sessions end.`
              : t`From then on your password alone signs you in. Workspaces that ask for a second factor let you in again once you add one.`}
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
          <Field label={t`Code from your app, or a recovery code`} error={problem?.field('/code')}>
            {(field) => (
              <Input
                {...field}
                dir="ltr"
                autoComplete="one-time-code"
                className="font-mono"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        </form>
      )}
    </Dialog>
  );
}
