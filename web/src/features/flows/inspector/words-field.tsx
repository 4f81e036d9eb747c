// Several words as chips: Enter or a comma adds one, Backspace takes the last one away; or some of a fixed choice.
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Json } from '~/api/flows-types';
import type { Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { humane } from './labels';
import type { Choice } from './schema';

interface WordsFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
  choices?: readonly Choice[];
}

export function WordsField({ path, label, hint, value, choices }: WordsFieldProps) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const [typed, setTyped] = useState('');
  const words = Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
  const set = (next: string[]) => change(path, next);
  if (choices)
    return (
      <FieldFrame path={path} label={label} hint={hint}>
        {({ id }) => (
          <div id={id} role="group" className="flex flex-wrap gap-1.5">
            {choices.map(({ value: choice, help }) => (
              <button
                key={choice}
                type="button"
                title={help}
                disabled={!editable}
                aria-pressed={words.includes(choice)}
                onClick={() =>
                  set(words.includes(choice) ? words.filter((word) => word !== choice) : [...words, choice])
                }
                className="h-7 rounded-full border border-line px-2.5 text-12 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
              >
                {humane(choice)}
              </button>
            ))}
          </div>
        )}
      </FieldFrame>
    );
  const add = (text: string) => {
    const fresh = text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '' && !words.includes(word));
    if (fresh.length > 0) set([...words, ...fresh]);
    setTyped('');
  };
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <div className="flex min-h-8.5 flex-wrap items-center gap-1 rounded-control border border-line-strong bg-surface p-1 focus-within:outline-2 focus-within:outline-accent">
          {words.map((word, index) => (
            <span
              key={`${word}${index}`}
              className="flex h-6 max-w-full items-center gap-0.5 rounded-badge bg-hover ps-2 pe-0.5 text-12"
            >
              <bdi className="truncate">{word}</bdi>
              {editable && (
                <button
                  type="button"
                  aria-label={t`Remove ${word}`}
                  onClick={() => set(words.filter((_word, place) => place !== index))}
                  className="flex size-5 items-center justify-center rounded-badge text-fg-3 hover:text-fg"
                >
                  <X aria-hidden="true" className="size-3" />
                </button>
              )}
            </span>
          ))}
          <input
            {...control}
            dir="auto"
            readOnly={!editable}
            placeholder={words.length === 0 ? t`Type and press Enter` : undefined}
            value={typed}
            onChange={(event) => {
              const text = event.target.value;
              if (text.includes(',')) add(text);
              else setTyped(text);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter') {
                event.preventDefault();
                add(typed);
              }
              if (event.key === 'Backspace' && typed === '') set(words.slice(0, -1));
            }}
            onBlur={() => typed.trim() !== '' && add(typed)}
            className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-13 outline-none"
          />
        </div>
      )}
    </FieldFrame>
  );
}
