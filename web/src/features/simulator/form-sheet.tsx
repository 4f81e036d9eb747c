// Fills in a form (WhatsApp Flow, address) as a customer would: names and values, sent back as its answer.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import type { MessageView } from '~/whatsapp/message';
import { fields } from '~/whatsapp/read';
import { indianAddress } from './any-kind';
import { PhoneSheet } from './phone-sheet';

interface Props {
  message: MessageView;
  onClose(): void;
  onSubmit(response: Record<string, unknown>): Promise<boolean>;
}

interface Entry {
  id: number;
  name: string;
  value: string;
}

/** What a customer might write, ready to send. */
const formAnswers = { name: 'Ana Torres', email: 'ana@example.com', date: '2026-12-24', newsletter: 'yes' };

export function FormSheet({ message, onClose, onSubmit }: Props) {
  const { t } = useLingui();
  const isAddress = fields(message.content).type === 'address_message';
  const [entries, setEntries] = useState<Entry[]>(() =>
    Object.entries(isAddress ? indianAddress : formAnswers).map(([name, value], id) => ({ id, name, value })),
  );
  const [busy, setBusy] = useState(false);

  const set = (id: number, change: Partial<Entry>) =>
    setEntries((all) => all.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  const submit = async () => {
    setBusy(true);
    const named = entries.filter((entry) => entry.name.trim() !== '' && entry.value !== '');
    const answers = Object.fromEntries(named.map((entry) => [entry.name.trim(), entry.value]));
    const done = await onSubmit(isAddress ? { values: answers } : answers);
    setBusy(false);
    if (done) onClose();
  };

  return (
    <PhoneSheet
      title={isAddress ? t`Give address` : t`Fill in the form`}
      onClose={onClose}
      footer={
        <Button variant="primary" size="lg" className="w-full" busy={busy} onClick={() => void submit()}>
          <Trans>Send</Trans>
        </Button>
      }
    >
      <p className="pb-3 text-12 text-fg-3">
        <Trans>The simulator does not draw the form’s screens. Name the answers the business would receive.</Trans>
      </p>
      <ul className="flex flex-col gap-2">
        {entries.map((entry, index) => (
          <li key={entry.id} className="flex items-center gap-2">
            <Input
              aria-label={t`Name of answer ${index + 1}`}
              value={entry.name}
              className="font-mono text-12"
              onChange={(event) => set(entry.id, { name: event.target.value })}
            />
            <Input
              aria-label={t`Answer ${index + 1}`}
              value={entry.value}
              onChange={(event) => set(entry.id, { value: event.target.value })}
            />
            <IconButton
              icon={Trash2}
              label={t`Remove`}
              size="sm"
              onClick={() => setEntries((all) => all.filter((other) => other.id !== entry.id))}
            />
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        size="sm"
        icon={Plus}
        className="mt-2"
        onClick={() =>
          setEntries((all) => [...all, { id: Math.max(0, ...all.map((entry) => entry.id)) + 1, name: '', value: '' }])
        }
      >
        <Trans>Add an answer</Trans>
      </Button>
    </PhoneSheet>
  );
}
