// One property of a component: a control for its shape, or its JSON where there is none; expressions are typed as they are.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { type Fields, fields, isFields, list } from '~/whatsapp/read';
import type { Property } from './catalog';

interface Props {
  property: Property;
  value: unknown;
  screens: readonly string[];
  onSet(value: unknown): void;
}

const NONE = '—';

export function PropertyField({ property, value, screens, onSet }: Props) {
  const { t } = useLingui();
  const { name, shape, required, most } = property;
  const label = required ? `${name} *` : name;
  const isDynamic = typeof value === 'string' && /^(?:`|\$\{)/.test(value);
  if (shape === 'options' && !isDynamic && (value === undefined || Array.isArray(value)))
    return <Options label={label} value={list(value).filter(isFields)} onSet={onSet} />;
  if (shape === 'action')
    return <Action label={label} property={property} value={fields(value)} screens={screens} onSet={onSet} />;
  if (!isDynamic && (shape === 'flag' || shape === 'one-of')) {
    const words = shape === 'flag' ? ['true', 'false'] : (property.words ?? []);
    return (
      <Field label={<Name>{label}</Name>}>
        {(field) => (
          <Select
            {...field}
            value={value === undefined ? NONE : String(value)}
            onChange={(next) => onSet(next === NONE ? undefined : shape === 'flag' ? next === 'true' : next)}
            options={[{ value: NONE, label: t`Not set` }, ...words.map((word) => ({ value: word, label: word }))]}
          />
        )}
      </Field>
    );
  }
  const isNumber = shape === 'integer' || shape === 'number';
  const isText = isDynamic || isNumber || textual.has(shape);
  if (isText && (value === undefined || typeof value === 'string' || typeof value === 'number'))
    return (
      <Field
        label={<Name>{label}</Name>}
        hint={!isDynamic && !isNumber && most !== undefined && most < 1000 ? t`At most ${most} characters.` : undefined}
      >
        {(field) => (
          <Input
            {...field}
            value={value === undefined ? '' : String(value)}
            className={isDynamic || shape === 'name' ? 'font-mono text-12' : ''}
            onChange={({ target }) => {
              const digits = isNumber && target.value !== '' && Number.isFinite(Number(target.value));
              onSet(target.value === '' ? undefined : digits ? Number(target.value) : target.value);
            }}
          />
        )}
      </Field>
    );
  return <Raw label={label} value={value} onSet={onSet} />;
}

const textual = new Set([
  'text',
  'texts',
  'name',
  'count',
  'condition',
  'choice',
  'date',
  'pattern',
  'range-text',
  'image',
]);

function Name({ children }: { children: string }) {
  return <code className="font-mono text-12">{children}</code>;
}

/** What has no control of its own: written as JSON, and taken as soon as it is some. */
function Raw({ label, value, onSet }: { label: string; value: unknown; onSet(value: unknown): void }) {
  const { t } = useLingui();
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [wrong, setWrong] = useState(false);
  return (
    <Field label={<Name>{label}</Name>} error={wrong ? t`This is no JSON.` : null}>
      {(field) => (
        <Textarea
          {...field}
          dir="ltr"
          spellCheck={false}
          className="max-h-60 font-mono text-12"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            try {
              onSet(target.value.trim() === '' ? undefined : JSON.parse(target.value));
              setWrong(false);
            } catch {
              setWrong(true);
            }
          }}
        />
      )}
    </Field>
  );
}

function Options({ label, value, onSet }: { label: string; value: Fields[]; onSet(value: unknown): void }) {
  const { t } = useLingui();
  const set = (index: number, change: Fields) =>
    onSet(value.map((one, place) => (place === index ? { ...one, ...change } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 font-medium text-13">
        <Name>{label}</Name>
      </legend>
      {value.map((option, index) => (
        <div key={index} className="flex items-center gap-2">
          <Input
            aria-label={t`Id of option ${index + 1}`}
            dir="ltr"
            className="max-w-32 font-mono text-12"
            value={String(option.id ?? '')}
            onChange={({ target }) => set(index, { id: target.value })}
          />
          <Input
            aria-label={t`Title of option ${index + 1}`}
            value={String(option.title ?? '')}
            maxLength={30}
            onChange={({ target }) => set(index, { title: target.value })}
          />
          <IconButton
            icon={Trash2}
            size="sm"
            label={t`Remove`}
            onClick={() => onSet(value.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onClick={() => onSet([...value, { id: `option_${value.length + 1}`, title: t`Option ${value.length + 1}` }])}
        >
          <Trans>Option</Trans>
        </Button>
      </div>
    </fieldset>
  );
}

function Action({ label, property, value, screens, onSet }: Props & { label: string; value: Fields }) {
  const { t } = useLingui();
  const name = typeof value.name === 'string' ? value.name : NONE;
  const next = fields(value.next).name;
  return (
    <fieldset className="flex flex-col gap-3 rounded-card border border-line p-3">
      <legend className="px-1 font-medium text-13">
        <Name>{label}</Name>
      </legend>
      <Select
        label={t`Action`}
        value={name}
        onChange={(chosen) => onSet(chosen === NONE ? undefined : actionOf(chosen, value, screens))}
        options={[
          ...(property.required ? [] : [{ value: NONE, label: t`Nothing` }]),
          ...(property.actions ?? []).map((one) => ({ value: one, label: one })),
        ]}
      />
      {name === 'navigate' && (
        <Select
          label={t`Next screen`}
          value={typeof next === 'string' ? next : ''}
          onChange={(screen) => onSet({ ...value, next: { type: 'screen', name: screen } })}
          options={screens.map((one) => ({ value: one, label: one }))}
        />
      )}
      {name === 'open_url' && (
        <Input
          aria-label={t`Address`}
          type="url"
          dir="ltr"
          value={String(value.url ?? '')}
          onChange={({ target }) => onSet({ ...value, url: target.value })}
        />
      )}
      {name !== NONE && name !== 'open_url' && (
        <Raw
          key={name}
          label="payload"
          value={value.payload ?? {}}
          onSet={(payload) => onSet({ ...value, payload: payload ?? {} })}
        />
      )}
    </fieldset>
  );
}

function actionOf(name: string, before: Fields, screens: readonly string[]): Fields {
  if (name === 'open_url') return { name, url: typeof before.url === 'string' ? before.url : 'https://' };
  const payload = before.payload ?? {};
  if (name !== 'navigate') return { name, payload };
  return { name, next: before.next ?? { type: 'screen', name: screens[0] ?? '' }, payload };
}
