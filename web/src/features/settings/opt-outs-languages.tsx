// The words of each language, edited as lines of text: one word or phrase a line.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OptOutLanguage } from '~/api/schema';
import { locale } from '~/lib/i18n';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { WordLines } from './word-lines';

interface Props {
  languages: OptOutLanguage[];
  locked: boolean;
  /** What is wrong at a place of the list, by its JSON pointer. */
  errorAt: (pointer: string) => string | null;
  onChange: (languages: OptOutLanguage[]) => void;
}

export function OptOutsLanguages({ languages, locked, errorAt, onChange }: Props) {
  const { t } = useLingui();
  const [tag, setTag] = useState('');
  const change = (at: number, part: Partial<OptOutLanguage>) =>
    onChange(languages.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const known = languages.some(({ language }) => language === tag.trim());
  const problemOf = (at: number, kind: 'stop' | 'start', words: string[]) =>
    errorAt(`/languages/${at}/${kind}`) ??
    words.map((_word, place) => errorAt(`/languages/${at}/${kind}/${place}`)).find((found) => found !== null) ??
    null;
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t`Languages`} className="divide-y divide-line rounded-card border border-line bg-surface">
        {languages.map((one, at) => (
          <li key={one.language} className="grid gap-3 p-3 md:grid-cols-[8rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
            <p className="pt-1 font-medium text-13">{nameOf(one.language)}</p>
            <Field label={t`Stop`} error={problemOf(at, 'stop', one.stop)}>
              {(field) => (
                <WordLines {...field} words={one.stop} locked={locked} onChange={(stop) => change(at, { stop })} />
              )}
            </Field>
            <Field label={t`Come back`} error={problemOf(at, 'start', one.start)}>
              {(field) => (
                <WordLines {...field} words={one.start} locked={locked} onChange={(start) => change(at, { start })} />
              )}
            </Field>
            <IconButton
              icon={Trash2}
              label={t`Remove ${nameOf(one.language)}`}
              disabledReason={locked ? t`Only admins can change this.` : null}
              onClick={() => onChange(languages.filter((_other, place) => place !== at))}
            />
          </li>
        ))}
      </ul>
      {!locked && (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (tag.trim() === '' || known) return;
            onChange([...languages, { language: tag.trim(), stop: [], start: [] }]);
            setTag('');
          }}
        >
          <Field label={t`Another language`} error={known ? t`This language is in the list.` : null}>
            {(field) => (
              <Input
                {...field}
                className="w-28"
                maxLength={20}
                placeholder="nl"
                value={tag}
                onChange={(event) => setTag(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" icon={Plus}>
            <Trans>Add</Trans>
          </Button>
        </form>
      )}
    </div>
  );
}

function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
