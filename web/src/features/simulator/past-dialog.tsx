// Lets the phone app share its past: the history, and the address book.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Switch } from '~/ui/switch';
import { control } from './control';
import { attempt } from './use-phone';

interface Props {
  open: boolean;
  /** Meta's id of the number. */
  number: string;
  onClose(): void;
}

export function PastDialog({ open, number, onClose }: Props) {
  const { t } = useLingui();
  const [messages, setMessages] = useState('40');
  const [declined, setDeclined] = useState(false);
  const [book, setBook] = useState(true);
  const [busy, setBusy] = useState(false);
  const count = Number(messages);
  const share = async () => {
    setBusy(true);
    const shared = await attempt(control.shareHistory(number, { messages: count, declined }));
    const synced = !shared || !book || (await attempt(control.syncContacts(number)));
    setBusy(false);
    if (shared && synced) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`Share the phone app’s past`}
      description={t`As when a number of the WhatsApp Business app joins: chats of the last 120 days arrive in shuffled pieces.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={Number.isInteger(count) && count >= 1 ? null : t`Enter how many messages.`}
            onClick={() => void share()}
          >
            <Trans>Share</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t`Messages of each customer`}>
          {(field) => (
            <Input
              {...field}
              inputMode="numeric"
              dir="ltr"
              value={messages}
              disabled={declined}
              onChange={(event) => setMessages(event.target.value)}
            />
          )}
        </Field>
        <Switch
          checked={declined}
          onChange={setDeclined}
          label={t`The owner does not share the history`}
          hint={t`WhatsApp then sends error 2593109 instead.`}
        />
        <Switch
          checked={book}
          onChange={setBook}
          label={t`Share the address book too`}
          hint={t`Names stand behind those your team gave.`}
        />
      </div>
    </Dialog>
  );
}
