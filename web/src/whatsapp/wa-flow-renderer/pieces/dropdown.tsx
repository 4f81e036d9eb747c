// One of many options: a box that opens a sheet with all of them.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { ChevronDown, Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { Fields } from '../../read';
import { asText } from '../expression';
import { useEntry } from '../form-context';
import { RoomSheet } from '../room-sheet';
import { type Option, OptionWords, optionsOf } from './options';
import { Below, boxClass, LabelWords } from './text-box';

/** From here on a search helps. */
const MANY = 10;

export function Dropdown({ it }: { it: Fields }) {
  const id = useId();
  const entry = useEntry(it);
  const [open, setOpen] = useState(false);
  const options = optionsOf(it);
  const chosen = options.find((option) => option.id === entry.value);
  return (
    <div className="flex flex-col gap-1">
      <div className={boxClass(entry)}>
        <button
          type="button"
          id={id}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-describedby={`${id}-below`}
          aria-label={chosen ? `${asText(it.label)}: ${chosen.title}` : asText(it.label)}
          disabled={entry.isOff}
          onClick={() => setOpen(true)}
          className="flex h-13 w-full items-center gap-2 px-3.5 text-start text-14 outline-none"
        >
          <span dir="auto" className={clsx('min-w-0 flex-1 truncate', !chosen && 'text-(--p-fg-2)')}>
            {chosen ? chosen.title : <LabelWords it={it} entry={entry} />}
          </span>
          <ChevronDown aria-hidden className="size-5 text-(--p-fg-2)" />
        </button>
        {chosen && (
          <span
            aria-hidden="true"
            className="absolute start-2.5 -top-2 max-w-[calc(100%-1.5rem)] truncate bg-(--p-surface) px-1 text-12 text-(--p-fg-2)"
          >
            <LabelWords it={it} entry={entry} />
          </span>
        )}
      </div>
      <Below id={`${id}-below`} it={it} entry={entry} />
      {open && (
        <RoomSheet
          title={asText(it.label)}
          onClose={() => {
            setOpen(false);
            entry.leave();
          }}
        >
          <OptionList
            options={options}
            chosen={entry.value}
            onPick={(option) => {
              setOpen(false);
              entry.set(option);
            }}
          />
        </RoomSheet>
      )}
    </div>
  );
}

function OptionList({ options, chosen, onPick }: { options: Option[]; chosen: unknown; onPick(id: string): void }) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = options.filter(({ title, description }) => `${title} ${description}`.toLowerCase().includes(wanted));
  return (
    <>
      {options.length > MANY && (
        <label className="sticky top-0 z-1 mb-2 flex h-11 items-center gap-2 rounded-full bg-(--p-sunken) px-4">
          <Search aria-hidden className="size-4.5 text-(--p-fg-2)" />
          <input
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            aria-label={t`Search`}
            placeholder={t`Search`}
            className="min-w-0 flex-1 bg-transparent text-14 outline-none"
          />
        </label>
      )}
      <div role="radiogroup" aria-label={t`Choices`}>
        {found.map((option) => (
          <button
            key={option.id}
            type="button"
            role="radio"
            aria-checked={option.id === chosen}
            disabled={option.isOff}
            onClick={() => onPick(option.id)}
            className="flex min-h-13 w-full items-center gap-3 border-(--p-line) border-b py-2 text-start disabled:opacity-50"
          >
            <OptionWords option={option} />
            <span
              className={clsx(
                'flex size-5 shrink-0 items-center justify-center rounded-full border-2',
                option.id === chosen ? 'border-(--p-accent)' : 'border-(--p-border)',
              )}
            >
              {option.id === chosen && <span className="size-2.5 rounded-full bg-(--p-accent)" />}
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
