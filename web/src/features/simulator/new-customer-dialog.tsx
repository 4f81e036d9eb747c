// A new customer for the simulator: with a phone number, or known by a user name only (as WhatsApp allows since 2026).
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import { type ApiProblem, asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Switch } from '~/ui/switch';
import { control } from './control';
import { simulator } from './queries';
import type { NewPhone } from './types';

interface Props {
  open: boolean;
  onClose(): void;
  onCreated(phone: string): void;
}

const empty = { name: '', number: '', username: '', usernameOnly: false };

export function NewCustomerDialog({ open, onClose, onCreated }: Props) {
  const { t } = useLingui();
  const form = useId();
  const [values, setValues] = useState(empty);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof empty>) => setValues({ ...values, ...change });
  const missing =
    values.name.trim() === ''
      ? t`Give the customer a name.`
      : values.usernameOnly && values.username.trim() === ''
        ? t`A customer without a number needs a user name.`
        : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const made = await control.createPhone(newPhone(values));
      await queryClient.invalidateQueries(simulator.phones());
      setValues(empty);
      onCreated(made.id);
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`New customer`}
      description={t`A person with a telephone, living in the simulator only.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabledReason={missing} onClick={submit}>
            <Trans>Create customer</Trans>
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              required
              autoComplete="off"
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Switch
          checked={values.usernameOnly}
          onChange={(usernameOnly) => set({ usernameOnly })}
          label={t`Hide the phone number`}
          hint={t`The business sees a user name and an id, never a number.`}
        />
        {!values.usernameOnly && (
          <Field
            label={t`Phone number`}
            hint={t`With country code. Left empty, a free one is given.`}
            error={problem?.field('/wa_id')}
          >
            {(field) => (
              <Input
                {...field}
                dir="ltr"
                inputMode="tel"
                autoComplete="off"
                placeholder="+52 1 55 1234 5678"
                value={values.number}
                onChange={(event) => set({ number: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field
          label={t`User name`}
          hint={values.usernameOnly ? undefined : t`Optional.`}
          error={problem?.field('/username')}
        >
          {(field) => (
            <Input
              {...field}
              dir="ltr"
              autoComplete="off"
              placeholder="ana.torres"
              value={values.username}
              onChange={(event) => set({ username: event.target.value })}
            />
          )}
        </Field>
        {problem && problem.fields.length === 0 && (
          <p role="alert" className="text-13 text-danger">
            {problem.detail}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function newPhone({ name, number, username, usernameOnly }: typeof empty): NewPhone {
  const digits = number.replace(/\D/g, '');
  return {
    name: name.trim(),
    ...(username.trim() && { username: username.trim().replace(/^@/, '') }),
    ...(usernameOnly ? { username_only: true } : digits && { wa_id: digits }),
  };
}
