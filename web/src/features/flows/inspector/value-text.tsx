// A text that may hold values: `{{` opens a list of what there is, values are tinted, unknown ones carry a wavy line.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Braces } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { JsonObject } from '~/api/flows-types';
import { valueFilters } from '~/generated/node-catalog';
import { parsePath, read } from '../builder/path';
import type { Control } from './field-frame';
import { useForm } from './form-context';
import { isUnknown, type KnownValue } from './values';

interface ValueTextProps extends Partial<Control> {
  value: string;
  onChange: (value: string) => void;
  multiline?: boolean;
  /** Monospaced: code, addresses, expressions. */
  code?: boolean;
  /** The whole text is an expression: completion without braces. */
  expression?: boolean;
  placeholder?: string;
  label?: string;
  max?: number | undefined;
}

interface Suggestion {
  insert: string;
  label: string;
  note: string;
}

export function ValueText({
  value,
  onChange,
  multiline = false,
  code = false,
  expression = false,
  placeholder,
  label,
  max,
  ...control
}: ValueTextProps) {
  const { t } = useLingui();
  const { values, scope, editable } = useForm();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const open = caret === null ? null : fragmentAt(value, caret, expression);
  const found = open ? suggest(open, values, scope) : [];
  const current = Math.min(active, Math.max(0, found.length - 1));

  const take = (suggestion: Suggestion) => {
    if (!open || caret === null) return;
    const before = value.slice(0, open.from) + suggestion.insert;
    const after = value.slice(caret);
    const closes = expression || open.isFilter || /^\s*(\||\}\})/.test(after) ? '' : '}}';
    onChange(before + closes + after);
    const place = before.length + closes.length;
    setCaret(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(place, place);
    });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (found.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const option = found[current];
      if (step) {
        event.preventDefault();
        setActive((current + step + found.length) % found.length);
        return;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && option) {
        event.preventDefault();
        take(option);
        return;
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
        setCaret(null);
        return;
      }
    }
    if (event.key === 'Enter' && !multiline) event.preventDefault();
  };

  const length = [...value].length;
  const look = clsx(
    'field-sizing-content w-full resize-none whitespace-pre-wrap break-words rounded-control border py-1.75 ps-2.5 pe-8 text-13 leading-5',
    code && 'font-mono text-12',
    multiline ? 'min-h-20' : 'min-h-9',
  );
  return (
    <div className="relative">
      <div
        aria-hidden="true"
        className={`${look} pointer-events-none absolute inset-0 overflow-hidden border-transparent text-transparent`}
      >
        <Tinted text={value} expression={expression} values={values} />
      </div>
      <textarea
        ref={area}
        {...control}
        role="combobox"
        aria-label={label}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${listId}-${current}` : undefined}
        dir={code ? 'ltr' : 'auto'}
        rows={multiline ? 3 : 1}
        readOnly={!editable}
        spellCheck={!code}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          const typed = event.target.value;
          onChange(multiline ? typed : typed.replace(/\n/g, ' '));
          setCaret(event.target.selectionStart);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') setCaret(event.currentTarget.selectionStart);
        }}
        onBlur={() => setCaret(null)}
        className={`${look} relative border-line-strong bg-transparent aria-invalid:border-danger`}
      />
      {editable && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t`Put in a value`}
          data-tooltip={t`Put in a value`}
          onPointerDown={(event) => {
            event.preventDefault();
            const at = area.current?.selectionStart ?? value.length;
            const opening = expression ? '' : '{{';
            onChange(value.slice(0, at) + opening + value.slice(at));
            area.current?.focus();
            const place = at + opening.length;
            requestAnimationFrame(() => {
              area.current?.setSelectionRange(place, place);
              setActive(0);
              setCaret(place);
            });
          }}
          className="absolute end-1 top-1 flex size-6.5 items-center justify-center rounded-control text-fg-3 hover:bg-hover hover:text-fg"
        >
          <Braces aria-hidden="true" className="size-3.5" />
        </button>
      )}
      {max !== undefined && length > max * 0.7 && (
        <span
          className={clsx(
            'pointer-events-none absolute end-2 bottom-1 bg-surface px-0.5 text-11 tabular-nums',
            length > max ? 'text-danger' : 'text-fg-3',
          )}
        >
          {length}/{max}
        </span>
      )}
      {found.length > 0 && (
        <div
          id={listId}
          role="listbox"
          aria-label={t`Values`}
          className="scroller absolute inset-x-0 top-full z-30 mt-1 max-h-60 rounded-card border border-line bg-surface p-1 shadow-2"
        >
          {found.map((suggestion, index) => (
            <div
              key={suggestion.label}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onPointerDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
              onPointerMove={() => setActive(index)}
              className={clsx('flex flex-col rounded-control px-2 py-1', index === current && 'bg-hover')}
            >
              <span dir="ltr" className="truncate text-start font-mono text-12">
                {suggestion.label}
              </span>
              {suggestion.note && <span className="truncate text-11 text-fg-3">{suggestion.note}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

interface Fragment {
  text: string;
  from: number;
  isFilter: boolean;
}

/** What is being written inside `{{ … ` at the caret, if anything is. */
export function fragmentAt(value: string, caret: number, expression: boolean): Fragment | null {
  const before = value.slice(0, caret);
  if (expression) {
    const word = /[\w.]*$/.exec(before)?.[0] ?? '';
    return { text: word, from: caret - word.length, isFilter: false };
  }
  const opened = before.lastIndexOf('{{');
  if (opened === -1 || before.indexOf('}}', opened) !== -1) return null;
  const inside = before.slice(opened + 2);
  const bar = inside.lastIndexOf('|');
  const raw = bar === -1 ? inside : inside.slice(bar + 1);
  const word = raw.trimStart();
  return { text: word, from: caret - word.length, isFilter: bar !== -1 };
}

function suggest({ text, isFilter }: Fragment, values: readonly KnownValue[], scope: JsonObject): Suggestion[] {
  const needle = text.toLocaleLowerCase();
  if (isFilter) {
    return valueFilters
      .filter(({ name }) => name.startsWith(needle) && name !== needle)
      .map(({ name, help, example, arguments: { least } }) => ({
        insert: least > 0 ? `${name}:"` : name,
        label: example.slice(example.lastIndexOf('|') + 1).trim(),
        note: help,
      }));
  }
  return values
    .filter(({ path }) => path.toLocaleLowerCase().includes(needle) && path !== text)
    .slice(0, 40)
    .map(({ path, kind, help }) => ({
      insert: path,
      label: path,
      note: [kind, sampleOf(path, scope)].filter(Boolean).join(' · ') || help,
    }));
}

/** What it is in the made-up conversation. */
function sampleOf(path: string, scope: JsonObject): string {
  const sample = read(scope, parsePath(path));
  if (sample === undefined || sample === null || sample === '') return '';
  const written = typeof sample === 'string' ? sample : JSON.stringify(sample);
  return written === '{}' || written === '[]' ? '' : written;
}

const value = /\{\{[^{}]*\}?\}?/g;

function Tinted({ text, expression, values }: { text: string; expression: boolean; values: readonly KnownValue[] }) {
  if (expression) return text;
  const parts: React.ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(value)) {
    parts.push(text.slice(from, match.index));
    const path = match[0].slice(2).split(/[|}]/)[0]?.trim() ?? '';
    const unknown = path !== '' && isUnknown(path, values);
    parts.push(
      <mark
        key={match.index}
        className={clsx(
          'rounded-badge bg-accent-soft text-transparent',
          unknown && 'underline decoration-warning decoration-wavy underline-offset-2',
        )}
      >
        {match[0]}
      </mark>,
    );
    from = match.index + match[0].length;
  }
  // A last line that is empty would not be as high as in the text area.
  parts.push(`${text.slice(from)}\u200b`);
  return parts;
}
