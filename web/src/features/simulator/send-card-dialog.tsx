// Sends somebody's contact card.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { Outgoing } from './types';

interface Props {
  open: boolean;
  onClose(): void;
  onSend(message: Outgoing): Promise<boolean>;
}

export function SendCardDialog({ open, onClose, onSend }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState('Luis Ortega');
  const [phone, setPhone] = useState('+52 155 9999 9999');
  const send = async () => {
    const contact = {
      name: { formatted_name: name.trim(), first_name: name.trim().split(/\s+/)[0] },
      phones: [{ phone: phone.trim(), type: 'CELL' }],
    };
    if (await onSend({ type: 'contacts', contacts: [contact] })) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`Send a contact card`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            disabledReason={name.trim() === '' ? t`Give the contact a name.` : null}
            onClick={() => void send()}
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t`Name`}>
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t`Phone number`}>
          {(control) => (
            <Input
              {...control}
              dir="ltr"
              inputMode="tel"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
