// Adds a second factor: the password, the code to scan (drawn here), the first code of the app, the recovery codes.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asProblem } from '~/api/errors';
import { secondFactor } from '~/api/second-factor';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { CopyButton } from '~/ui/copy-button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { QrPicture } from './qr-picture';
import { RecoveryCodes } from './recovery-codes';
import { SecretInput } from './secret-input';

export default function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation(secondFactor.begin());
  const confirm = useMutation(secondFactor.confirm());
  const error = confirm.error ?? begin.error;
  const problem = error ? asProblem(error) : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!begin.data) {
      if (password) begin.mutate(password, { onSuccess: () => setPassword('') });
    } else if (code.trim()) confirm.mutate(code.trim());
  };
  if (confirm.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        size="sm"
        title={t`Keep your recovery codes`}
        footer={
          <Button variant="primary" onClick={onClose}>
            <Trans>I have kept them</Trans>
          </Button>
        }
      >
        <RecoveryCodes codes={confirm.data.recovery_codes} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Add a second factor`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={begin.isPending || confirm.isPending} onClick={send}>
            {begin.data ? <Trans>Confirm</Trans> : <Trans>Next</Trans>}
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={send}>
        {!begin.data && (
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
        )}
        {begin.data && (
          <>
            <p className="text-14 text-fg-2">
              <Trans>Scan this with an authenticator app, then enter the six digits it shows.</Trans>
            </p>
            <QrPicture text={begin.data.address} label={t`Code to scan with an authenticator app`} />
            <p className="flex flex-col items-start gap-2 text-13 text-fg-3">
              <span>
                <Trans>
                  Or type this into the app:{' '}
                  <code dir="ltr" className="break-all font-mono text-fg">
                    {begin.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}
                  </code>
                </Trans>
              </span>
              <CopyButton text={begin.data.secret} label={t`Copy the key`} />
            </p>
            <Field label={t`Six digits`} error={problem?.field('/code')}>
              {(field) => (
                <Input
                  {...field}
                  dir="ltr"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  maxLength={7}
                  className="font-mono text-16 tracking-widest"
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
