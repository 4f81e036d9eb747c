// What many kinds share: header, words, footer.
import { useLingui } from '@lingui/react/macro';
import { Choice, TextField } from './controls';
import { FileField } from './file-field';
import { useForm } from './form';
import { read } from './pointer';

type HeaderKind = 'none' | 'text' | 'image' | 'video' | 'document';

export function BodyField({ limit, optional, hint }: { limit?: string; optional?: boolean; hint?: string }) {
  const { t } = useLingui();
  return (
    <TextField
      pointer="/interactive/body/text"
      label={optional ? t`Text (optional)` : t`Text`}
      limit={limit ?? 'interactive.body'}
      hint={hint ?? t`*bold*, _italic_, ~strike~ and line breaks work here.`}
      {...(optional && { optional: '/interactive/body' })}
      long
      autoFocus
    />
  );
}

export function FooterField() {
  const { t } = useLingui();
  return (
    <TextField
      pointer="/interactive/footer/text"
      label={t`Footer (optional)`}
      limit="interactive.footer"
      optional="/interactive/footer"
    />
  );
}

/** The head of an offer: nothing, a line, or a file. */
export function HeaderFields({ only }: { only?: 'text' }) {
  const { t } = useLingui();
  const form = useForm();
  const pointer = '/interactive/header';
  const kind = headerKind(read(form.content, `${pointer}/type`));
  const names: Record<HeaderKind, string> = {
    none: t`None`,
    text: t`Text`,
    image: t`Picture`,
    video: t`Video`,
    document: t`Document`,
  };
  const offered: HeaderKind[] = only === 'text' ? ['none', 'text'] : ['none', 'text', 'image', 'video', 'document'];
  const choose = (next: HeaderKind) => form.set(pointer, emptyHeader(next));
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label={t`Header`}
        value={kind}
        options={offered.map((value) => ({ value, label: names[value] }))}
        onChange={choose}
      />
      {kind === 'text' && (
        <TextField pointer={`${pointer}/text`} label={t`Header text`} limit="interactive.header_text" />
      )}
      {(kind === 'image' || kind === 'video' || kind === 'document') && (
        <FileField key={kind} pointer={`${pointer}/${kind}`} kind={kind} label={names[kind]} />
      )}
    </div>
  );
}

function emptyHeader(kind: HeaderKind): unknown {
  if (kind === 'none') return undefined;
  return kind === 'text' ? { type: 'text', text: '' } : { type: kind, [kind]: {} };
}

function headerKind(value: unknown): HeaderKind {
  return value === 'text' || value === 'image' || value === 'video' || value === 'document' ? value : 'none';
}
