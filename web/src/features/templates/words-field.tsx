// A text with variables: formatting, "add variable", characters counted, and a sample asked for each variable.
import { Trans, useLingui } from '@lingui/react/macro';
import { Bold, Braces, Italic, Strikethrough } from 'lucide-react';
import { useId, useRef } from 'react';
import { number } from '~/lib/format';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input, Textarea } from '~/ui/input';
import { useForm } from './context';
import { nextVariable, variables, type Words } from './draft';

interface Props {
  /** Its place in the form: `body`, `carousel/cards/0/components/1`. */
  place: string;
  of: 'header' | 'body';
  label: string;
  hint?: string;
  words: Words;
  onChange: (words: Words) => void;
  most: number;
  named: boolean;
}

export function WordsField({ place, of, label, hint, words, onChange, most, named }: Props) {
  const { t } = useLingui();
  const { error, warning, locked } = useForm();
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const count = useId();
  const names = variables(words.text);

  const put = (change: (text: string, from: number, to: number) => { text: string; caret: number }) => {
    const { selectionStart, selectionEnd } = box.current ?? {};
    const end = words.text.length;
    const made = change(words.text, selectionStart ?? end, selectionEnd ?? end);
    onChange({ ...words, text: made.text });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(made.caret, made.caret);
    });
  };
  const wrap = (mark: string) =>
    put((text, from, to) => ({
      text: `${text.slice(0, from)}${mark}${text.slice(from, to)}${mark}${text.slice(to)}`,
      caret: to + mark.length * (from === to ? 1 : 2),
    }));
  const insert = () =>
    put((text, from, to) => {
      const variable = nextVariable(text, named);
      return { text: `${text.slice(0, from)}${variable}${text.slice(to)}`, caret: from + variable.length };
    });
  const control = { ref: box, value: words.text, disabled: locked !== null, 'aria-details': count };

  return (
    <div className="flex flex-col gap-3">
      <Field label={label} hint={warning(`${place}/text`) ?? hint} error={error(`${place}/text`)}>
        {(field) => (
          <div className="flex flex-col gap-1.5">
            {of === 'header' ? (
              <Input {...field} {...control} onChange={(event) => onChange({ ...words, text: event.target.value })} />
            ) : (
              <Textarea
                {...field}
                {...control}
                rows={4}
                className="min-h-26"
                onChange={(event) => onChange({ ...words, text: event.target.value })}
              />
            )}
            <div className="flex items-center gap-0.5">
              {of === 'body' && (
                <>
                  <IconButton icon={Bold} size="sm" label={t`Bold`} onClick={() => wrap('*')} />
                  <IconButton icon={Italic} size="sm" label={t`Italic`} onClick={() => wrap('_')} />
                  <IconButton icon={Strikethrough} size="sm" label={t`Strikethrough`} onClick={() => wrap('~')} />
                </>
              )}
              <button
                type="button"
                onClick={insert}
                disabled={locked !== null || (of === 'header' && names.length > 0)}
                className="touch-target inline-flex h-7 items-center gap-1 rounded-control px-2 text-13 text-fg-2 hover:bg-hover hover:text-fg disabled:opacity-55"
              >
                <Braces aria-hidden="true" className="size-4" strokeWidth={1.75} />
                <Trans>Add variable</Trans>
              </button>
              <Count id={count} text={words.text} most={most} />
            </div>
          </div>
        )}
      </Field>
      {names.length > 0 && (
        <fieldset className="flex flex-col gap-2 rounded-card bg-sunken p-3">
          <legend className="sr-only">
            <Trans>Samples</Trans>
          </legend>
          <p className="text-12 text-fg-3">
            <Trans>Samples for Meta’s reviewers. They are never sent to anybody.</Trans>
          </p>
          {names.map((name, index) => {
            const sample = named ? `${of}_text_named_params/${name}` : `${of}_text/${index}`;
            return (
              <Field
                key={name}
                label={<bdi className="font-mono text-12">{`{{${name}}}`}</bdi>}
                error={error(`${place}/example/${sample}`)}
              >
                {(field) => (
                  <Input
                    {...field}
                    value={words.samples[name] ?? ''}
                    disabled={locked !== null}
                    placeholder={t`For example: Ana`}
                    onChange={(event) =>
                      onChange({ ...words, samples: { ...words.samples, [name]: event.target.value } })
                    }
                  />
                )}
              </Field>
            );
          })}
        </fieldset>
      )}
    </div>
  );
}

/** Counts as WhatsApp does: in characters, not in bytes. */
export function Count({ id, text, most }: { id?: string; text: string; most: number }) {
  if (!Number.isFinite(most)) return null;
  const length = [...text].length;
  const over = length > most;
  return (
    <span
      id={id}
      className={`ms-auto shrink-0 whitespace-nowrap ps-2 text-12 tabular-nums ${over ? 'font-medium text-danger' : 'text-fg-3'}`}
    >
      {number(length)} / {number(most)}
    </span>
  );
}
