// What a customer, the clock and the team can do in a try: write, send a place or a file, fill a form, let time pass, take over.
import { Trans, useLingui } from '@lingui/react/macro';
import { ClipboardList, Clock, Hand, Image, MapPin, Mic, Paperclip, Plus, SendHorizontal, Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { TestStep } from '~/api/flows-types';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { Popover } from '~/ui/popover';
import { Select } from '~/ui/select';

interface Props {
  onEvent: (event: TestStep) => void;
  onForm: () => void;
  onUndo: () => void;
  mayUndo: boolean;
  /** A person has the pen: offered is giving it back. */
  taken: boolean;
}

export const aPlace: TestStep = {
  send: {
    kind: 'location',
    location: { latitude: 40.41678, longitude: -3.70379, name: 'Puerta del Sol', address: 'Madrid' },
  },
};

const file = (kind: string, mime: string, filename: string): TestStep => ({
  send: { kind, media: { id: 'med_test', mime, filename } },
});

export function TrialComposer({ onEvent, onForm, onUndo, mayUndo, taken }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onEvent({ say: text.trim() });
    setText('');
  };
  return (
    <div className="flex shrink-0 flex-col gap-1.5 border-line border-t bg-surface p-2">
      <form onSubmit={submit} className="flex items-center gap-1">
        <Menu
          label={t`What else the customer can send`}
          side="top"
          entries={[
            {
              kind: 'item',
              id: 'image',
              label: t`A picture`,
              icon: Image,
              onSelect: () => onEvent(file('image', 'image/jpeg', 'photo.jpg')),
            },
            {
              kind: 'item',
              id: 'voice',
              label: t`A voice message`,
              icon: Mic,
              onSelect: () => onEvent(file('audio', 'audio/ogg', 'voice.ogg')),
            },
            {
              kind: 'item',
              id: 'document',
              label: t`A document`,
              icon: Paperclip,
              onSelect: () => onEvent(file('document', 'application/pdf', 'invoice.pdf')),
            },
            { kind: 'item', id: 'location', label: t`A place`, icon: MapPin, onSelect: () => onEvent(aPlace) },
            { kind: 'item', id: 'form', label: t`A filled form…`, icon: ClipboardList, onSelect: onForm },
            { kind: 'separator', id: 's' },
            taken
              ? {
                  kind: 'item',
                  id: 'release',
                  label: t`A teammate gives it back`,
                  icon: Hand,
                  onSelect: () => onEvent({ release: true }),
                }
              : {
                  kind: 'item',
                  id: 'take',
                  label: t`A teammate takes over`,
                  icon: Hand,
                  onSelect: () => onEvent({ take_over: true }),
                },
          ]}
          trigger={(props) => <IconButton icon={Plus} label={t`What else the customer can send`} {...props} />}
        />
        <input
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t`Write as the customer`}
          placeholder={t`Write as the customer…`}
          className="h-9 min-w-0 flex-1 rounded-full border border-line-strong bg-surface px-3.5 text-14 coarse:h-11"
        />
        <button
          type="submit"
          aria-label={t`Send as the customer`}
          data-tooltip={t`Send as the customer`}
          className="touch-target inline-flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-accent-fg hover:bg-accent-hover"
        >
          <SendHorizontal aria-hidden="true" className="mirror size-4" strokeWidth={1.75} />
        </button>
      </form>
      <div className="flex flex-wrap items-center gap-1 text-12">
        <Clock aria-hidden="true" className="ms-1 size-3.5 text-fg-3" strokeWidth={1.75} />
        <span className="text-fg-3">
          <Trans>Let time pass</Trans>
        </span>
        <Pass label={t`1 hour`} onPass={() => onEvent({ wait: '1h' })} />
        <Pass label={t`24 hours`} onPass={() => onEvent({ wait: '24h' })} />
        <OwnWait onWait={(wait) => onEvent({ wait })} />
        <span className="ms-auto">
          <IconButton
            icon={Undo2}
            size="sm"
            label={t`Take the last event back`}
            disabledReason={mayUndo ? null : t`Nothing has happened yet.`}
            onClick={onUndo}
          />
        </span>
      </div>
    </div>
  );
}

const pill =
  'touch-target inline-flex h-6 items-center rounded-full border border-line bg-surface px-2 font-medium text-12 text-fg-2 hover:bg-hover';

function Pass({ label, onPass }: { label: string; onPass: () => void }) {
  return (
    <button type="button" onClick={onPass} className={pill}>
      {label}
    </button>
  );
}

type Unit = 's' | 'm' | 'h' | 'd';

function OwnWait({ onWait }: { onWait: (wait: string) => void }) {
  const { t } = useLingui();
  const [amount, setAmount] = useState(10);
  const [unit, setUnit] = useState<Unit>('m');
  return (
    <Popover
      label={t`Another time`}
      side="top"
      trigger={(props) => (
        <button type="button" {...props} className={pill}>
          <Trans>Other…</Trans>
        </button>
      )}
    >
      {(close) => (
        <form
          className="flex items-center gap-2 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!(amount >= 1)) return;
            onWait(`${Math.floor(amount)}${unit}`);
            close();
          }}
        >
          <input
            type="number"
            min={1}
            max={9999}
            value={Number.isNaN(amount) ? '' : amount}
            aria-label={t`How much`}
            onChange={(event) => setAmount(event.target.valueAsNumber)}
            className="h-9 w-20 rounded-control border border-line-strong bg-surface px-2 text-14"
          />
          <Select
            label={t`Unit`}
            className="w-28!"
            value={unit}
            onChange={setUnit}
            options={[
              { value: 's', label: t`seconds` },
              { value: 'm', label: t`minutes` },
              { value: 'h', label: t`hours` },
              { value: 'd', label: t`days` },
            ]}
          />
          <button type="submit" className="h-9 rounded-control bg-accent px-3 font-medium text-13 text-accent-fg">
            <Trans>Wait</Trans>
          </button>
        </form>
      )}
    </Popover>
  );
}
