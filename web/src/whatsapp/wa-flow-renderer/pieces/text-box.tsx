// One line or several of text: a box whose label floats up, what helps below it, and how much fits.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Fields } from '../../read';
import { asText } from '../expression';
import { type Entry, useEntry } from '../form-context';
import { amount, TEXT_AREA_CHARS, TEXT_INPUT_CHARS } from '../refuse';

const kinds: Record<string, { type: string; mode: 'text' | 'decimal' | 'email' | 'numeric' | 'tel' }> = {
  text: { type: 'text', mode: 'text' },
  number: { type: 'text', mode: 'decimal' },
  email: { type: 'email', mode: 'email' },
  password: { type: 'password', mode: 'text' },
  passcode: { type: 'password', mode: 'numeric' },
  phone: { type: 'tel', mode: 'tel' },
};

export function TextBox({ it }: { it: Fields }) {
  const { t } = useLingui();
  const id = useId();
  const entry = useEntry(it);
  const [seen, setSeen] = useState(false);
  const isArea = it.type === 'TextArea';
  const most = isArea ? (amount(it['max-length']) ?? TEXT_AREA_CHARS) : (amount(it['max-chars']) ?? TEXT_INPUT_CHARS);
  const kind = kinds[String(it['input-type'] ?? 'text')] ?? { type: 'text', mode: 'text' as const };
  const written = entry.value === null ? '' : asText(entry.value);
  const isLarge = it['label-variant'] === 'large';
  const shared = {
    id,
    value: written,
    disabled: entry.isOff,
    placeholder: ' ',
    dir: 'auto' as const,
    'aria-invalid': entry.error ? (true as const) : undefined,
    'aria-describedby': `${id}-below`,
    'aria-required': entry.isRequired,
    onBlur: entry.leave,
    className: clsx(
      'peer w-full bg-transparent px-3.5 text-14 text-(--p-fg) outline-none disabled:opacity-60',
      isArea ? 'field-sizing-content block min-h-24 resize-none py-3.5' : 'h-13',
      kind.type === 'password' && 'pe-12',
    ),
  };
  return (
    <div className="flex flex-col gap-1">
      {isLarge && (
        <label htmlFor={id} dir="auto" className="pb-1 font-semibold text-14">
          <LabelWords it={it} entry={entry} />
        </label>
      )}
      <div className={boxClass(entry)}>
        {isArea ? (
          <textarea {...shared} onChange={(event) => entry.set(event.target.value)} />
        ) : (
          <input
            {...shared}
            type={seen ? 'text' : kind.type}
            inputMode={kind.mode}
            autoComplete="off"
            onChange={(event) => entry.set(event.target.value)}
          />
        )}
        {!isLarge && (
          <FloatingLabel id={id} isArea={isArea} error={entry.error !== null}>
            <LabelWords it={it} entry={entry} />
          </FloatingLabel>
        )}
        {kind.type === 'password' && (
          <button
            type="button"
            aria-label={seen ? t`Hide` : t`Show`}
            className="absolute end-1 top-1 flex size-11 items-center justify-center text-(--p-fg-2)"
            onClick={() => setSeen(!seen)}
          >
            {seen ? <EyeOff aria-hidden className="size-5" /> : <Eye aria-hidden className="size-5" />}
          </button>
        )}
      </div>
      <Below id={`${id}-below`} it={it} entry={entry}>
        {written.length > most * 0.8 && `${[...written].length} / ${most}`}
      </Below>
    </div>
  );
}

export function boxClass({ error, isOff }: Entry): string {
  return clsx(
    'relative rounded-[10px] border bg-(--p-surface) focus-within:border-(--p-accent) focus-within:ring-1 focus-within:ring-(--p-accent)',
    error ? 'border-(--p-danger)' : 'border-(--p-border)',
    isOff && 'opacity-60',
  );
}

function FloatingLabel({
  id,
  isArea,
  error,
  children,
}: {
  id: string;
  isArea: boolean;
  error: boolean;
  children: ReactNode;
}) {
  return (
    <label
      htmlFor={id}
      dir="auto"
      className={clsx(
        'pointer-events-none absolute start-2.5 -top-2 max-w-[calc(100%-1.5rem)] truncate bg-(--p-surface) px-1 text-12 transition-all duration-120',
        'peer-focus:-top-2 peer-focus:text-12 peer-placeholder-shown:text-14',
        isArea ? 'peer-placeholder-shown:top-3.5' : 'peer-placeholder-shown:top-4',
        error ? 'text-(--p-danger)' : 'text-(--p-fg-2) peer-focus:text-(--p-accent)',
      )}
    >
      {children}
    </label>
  );
}

/** The label, and that it may be left out. */
export function LabelWords({ it, entry, of = it.label }: { it: Fields; entry: Entry; of?: unknown }) {
  const { t } = useLingui();
  return entry.isRequired || it.type === 'OptIn' ? asText(of) : `${asText(of)} ${t`(optional)`}`;
}

/** What is wrong, or else what helps. */
export function Below({ id, it, entry, children }: { id: string; it: Fields; entry: Entry; children?: ReactNode }) {
  const help = typeof it['helper-text'] === 'string' ? it['helper-text'] : null;
  if (!entry.error && !help && !children) return <span id={id} hidden />;
  return (
    <div id={id} className="flex justify-between gap-3 px-3.5 text-12">
      {entry.error ? (
        <p role="alert" dir="auto" className="text-(--p-danger)">
          {entry.error}
        </p>
      ) : (
        <p dir="auto" className="text-(--p-fg-2)">
          {help}
        </p>
      )}
      {children && <span className="shrink-0 text-(--p-fg-2)">{children}</span>}
    </div>
  );
}
