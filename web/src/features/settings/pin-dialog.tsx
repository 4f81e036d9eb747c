// Asks for the two-step PIN: to register the number with it, or to set another one.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { toast } from '~/ui/toast';
import { SecretInput } from './secret-input';

interface Props {
  open: boolean;
  what: 'register' | 'change';
  title: string;
  onClose: () => void;
  onDone?: () => void;
}

export function PinDialog({ open, what, title, onClose, onDone }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [pin, setPin] = useState('');
  const register = useMutation(channel.register(id));
  const change = useMutation(channel.setPin(id));
  const error = register.error ?? change.error;
  const problem = error ? asProblem(error) : null;
  const ready = /^\d{6}$/.test(pin);
  const done = () => {
    toast({ tone: 'success', title: what === 'register' ? t`The number is registered` : t`The PIN is changed` });
    setPin('');
    onClose();
    onDone?.();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    if (what === 'register') register.mutate(pin, { onSuccess: done });
    else change.mutate(pin, { onSuccess: done });
  };
  return (
    <Dialog
      open={open}
      size="sm"
      onClose={onClose}
      title={title}
      description={
        what === 'register'
          ? t`Meta takes ten attempts in 72 hours.`
          : t`Whoever registers the number anew needs it. Meta never shows it, and neither do we.`
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={register.isPending || change.isPending}
            disabledReason={ready ? null : t`Write the six digits of the PIN.`}
            onClick={submit}
          >
            {what === 'register' ? <Trans>Register</Trans> : <Trans>Change PIN</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field
          label={what === 'register' ? t`Two-step PIN` : t`New PIN`}
          hint={t`Six digits. If the number has none yet, this becomes it.`}
          error={problem?.field('/pin')}
        >
          {(field) => (
            <SecretInput
              {...field}
              inputMode="numeric"
              maxLength={6}
              value={pin}
              onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, ''))}
            />
          )}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
