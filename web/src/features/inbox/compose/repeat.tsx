// A list of parts of the message (buttons, rows, cards): added, removed and moved with buttons.
import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { useForm } from './form';
import { listAt } from './pointer';

interface RepeatProps {
  pointer: string;
  /** Names one part: "Button 2". */
  name: (place: number) => string;
  addLabel: string;
  least: number;
  most: number;
  /** A new part. */
  make: (place: number) => unknown;
  /** Puts numbers of parts right after a change. */
  renumber?: (part: unknown, place: number) => unknown;
  children: (pointer: string, place: number) => ReactNode;
  compact?: boolean;
}

export function Repeat({ pointer, name, addLabel, least, most, make, renumber, children, compact }: RepeatProps) {
  const { t } = useLingui();
  const form = useForm();
  const parts = listAt(form.content, pointer);
  const [keys, setKeys] = useState(() => parts.map((_, index) => index));
  const keyed = parts.map((_, index) => keys[index] ?? index + 1000);
  const change = (next: readonly unknown[], nextKeys: readonly number[]) => {
    setKeys([...nextKeys]);
    form.set(pointer, renumber ? next.map(renumber) : next);
  };
  const move = (from: number, to: number) => {
    const taken = <Item,>(all: readonly Item[]) =>
      all.toSpliced(from, 1).toSpliced(to, 0, ...all.slice(from, from + 1));
    change(taken(parts), taken(keyed));
  };
  const fault = form.fault(pointer);
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {parts.map((_, place) => (
          <li
            key={keyed[place]}
            aria-label={name(place)}
            className={compact ? 'flex items-start gap-1' : 'flex flex-col gap-3 rounded-card border border-line p-3'}
          >
            {compact ? <div className="min-w-0 flex-1">{children(`${pointer}/${place}`, place)}</div> : null}
            <div className={compact ? 'flex pt-6.5' : 'flex items-center gap-1'}>
              {!compact && <h4 className="flex-1 font-semibold text-13">{name(place)}</h4>}
              {parts.length > 1 && (
                <>
                  <IconButton
                    icon={ArrowUp}
                    size="sm"
                    label={t`Move ${name(place)} up`}
                    disabledReason={place === 0 ? t`It is the first one.` : null}
                    onClick={() => move(place, place - 1)}
                  />
                  {!compact && (
                    <IconButton
                      icon={ArrowDown}
                      size="sm"
                      label={t`Move ${name(place)} down`}
                      disabledReason={place === parts.length - 1 ? t`It is the last one.` : null}
                      onClick={() => move(place, place + 1)}
                    />
                  )}
                </>
              )}
              <IconButton
                icon={Trash2}
                size="sm"
                label={t`Remove ${name(place)}`}
                disabledReason={parts.length <= least ? t`At least ${least} needed.` : null}
                onClick={() => change(parts.toSpliced(place, 1), keyed.toSpliced(place, 1))}
              />
            </div>
            {!compact && children(`${pointer}/${place}`, place)}
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-3">
        <Button
          size="sm"
          icon={Plus}
          disabledReason={parts.length >= most ? t`WhatsApp takes ${most} at most.` : null}
          onClick={() => change([...parts, make(parts.length)], [...keyed, Math.max(0, ...keyed) + 1])}
        >
          {addLabel}
        </Button>
        {Number.isFinite(most) && (
          <span className="text-11 text-fg-3 tabular-nums">
            {parts.length}/{most}
          </span>
        )}
      </div>
      {fault && <p className="text-12 text-danger">{fault}</p>}
    </div>
  );
}
