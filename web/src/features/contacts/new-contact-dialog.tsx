// Adds somebody who has not written yet.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

interface Props {
  open: boolean;
  onClose: () => void;
  onCreated: (contact: Contact) => void;
}

const empty = { name: '', phone: '', email: '' };

export function NewContactDialog({ open, onClose, onCreated }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [values, setValues] = useState(empty);
  const create = useMutation(contacts.create(id));
  const problem = create.error ? asProblem(create.error) : null;
  const set = (key: keyof typeof empty) => (event: { target: { value: string } }) =>
    setValues({ ...values, [key]: event.target.value });
  const close = () => {
    setValues(empty);
    create.reset();
    onClose();
  };
  const missing = values.phone.replace(/\D/g, '').length < 7 ? t`Enter the number with its country code.` : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || create.isPending) return;
    const body = {
      phone: `+${values.phone.replace(/\D/g, '')}`,
      ...(values.name.trim() && { name: values.name.trim() }),
      ...(values.email.trim() && { email: values.email.trim() }),
    };
    create.mutate(body, {
      onSuccess: (contact) => {
        close();
        onCreated(contact);
      },
    });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="sm"
      title={t`New contact`}
      description={t`To write to them first you need an approved template.`}
      footer={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={create.isPending} disabledReason={missing} onClick={submit}>
            <Trans>Create contact</Trans>
          </Button>
        </>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <Field
          label={t`Phone number`}
          hint={t`With country code, as in +34 662 420 687.`}
          error={problem?.field('/phone')}
        >
          {(field) => (
            <Input
              {...field}
              dir="ltr"
              inputMode="tel"
              autoComplete="off"
              value={values.phone}
              onChange={set('phone')}
            />
          )}
        </Field>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => <Input {...field} autoComplete="off" value={values.name} onChange={set('name')} />}
        </Field>
        <Field label={t`Email address`} error={problem?.field('/email')}>
          {(field) => (
            <Input {...field} type="email" dir="ltr" autoComplete="off" value={values.email} onChange={set('email')} />
          )}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
