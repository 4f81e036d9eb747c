// "Send any kind": everything a customer can send, found by typing, sent with one press.
import { Trans, useLingui } from '@lingui/react/macro';
import { SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Input } from '~/ui/input';
import { useSamples } from './any-kind';
import { PhoneSheet } from './phone-sheet';
import type { Outgoing, Phone } from './types';

interface Props {
  phone: Phone;
  onClose(): void;
  onSend(message: Outgoing): void;
}

export default function AnyKindSheet({ phone, onClose, onSend }: Props) {
  const { t } = useLingui();
  const groups = useSamples(phone);
  const [query, setQuery] = useState('');
  const needle = query.trim().toLowerCase();
  const found = groups
    .map((group) => ({
      ...group,
      samples: group.samples.filter((sample) => `${group.label} ${sample.label}`.toLowerCase().includes(needle)),
    }))
    .filter((group) => group.samples.length > 0);
  return (
    <PhoneSheet title={t`Send any kind`} onClose={onClose}>
      <div className="sticky top-0 z-1 bg-surface pt-1 pb-2">
        <Input
          type="search"
          aria-label={t`Find a kind`}
          placeholder={t`Find a kind`}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {found.map((group) => (
        <section key={group.id} aria-label={group.label} className="pb-3">
          <h3 className="py-1 font-semibold text-12 text-accent-text">{group.label}</h3>
          <ul className="grid grid-cols-2 gap-1.5">
            {group.samples.map((sample) => (
              <li key={sample.id}>
                <button
                  type="button"
                  onClick={() => onSend(sample.message)}
                  className="group flex min-h-11 w-full items-center gap-2 rounded-control border border-line bg-surface px-2.5 py-1.5 text-start text-13 leading-4 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    {sample.label}
                    {sample.note && <span className="block text-11 text-fg-3">{sample.note}</span>}
                  </span>
                  <SendHorizontal
                    aria-hidden
                    className="mirror size-3.5 shrink-0 text-fg-3 group-hover:text-accent-text"
                    strokeWidth={1.75}
                  />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && (
        <p className="py-6 text-center text-13 text-fg-3">
          <Trans>Nothing found</Trans>
        </p>
      )}
    </PhoneSheet>
  );
}
