// Choices: circles for one, boxes for several, chips side by side.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { type Fields, isFields, list } from '../../read';
import { asText } from '../expression';
import { type Entry, useEntry } from '../form-context';
import { pictureOf } from '../picture';
import { amount } from '../refuse';
import { LabelWords } from './text-box';

export interface Option {
  id: string;
  title: string;
  description: string;
  metadata: string;
  picture: string | null;
  alt: string;
  colour: string | null;
  isOff: boolean;
}

export function optionsOf(it: Fields): Option[] {
  return list(it['data-source'])
    .filter(isFields)
    .map((option) => ({
      id: asText(option.id),
      title: asText(option.title),
      description: asText(option.description),
      metadata: asText(option.metadata),
      picture: pictureOf(option.image),
      alt: asText(option['alt-text']),
      colour:
        typeof option.color === 'string' && /^#?[\da-f]{6}$/i.test(option.color)
          ? `#${option.color.replace('#', '')}`
          : null,
      isOff: option.enabled === false,
    }));
}

export function Choices({ it }: { it: Fields }) {
  const id = useId();
  const entry = useEntry(it);
  const isMany = it.type === 'CheckboxGroup';
  const chosen = Array.isArray(entry.value) ? list(entry.value) : [entry.value];
  const most = isMany ? (amount(it['max-selected-items']) ?? Number.POSITIVE_INFINITY) : 1;
  const toggle = (option: string) => {
    if (!isMany) entry.set(option);
    else
      entry.set(
        chosen.includes(option)
          ? chosen.filter((one) => one !== option)
          : [...chosen.filter((one) => one !== null), option],
      );
  };
  return (
    <Group id={id} it={it} entry={entry} role={isMany ? 'group' : 'radiogroup'}>
      <div className="flex flex-col">
        {optionsOf(it).map((option) => {
          const isOn = chosen.includes(option.id);
          const isFull = isMany && !isOn && chosen.filter((one) => one !== null).length >= most;
          const isOff = entry.isOff || option.isOff || isFull;
          return (
            <label
              key={option.id}
              className={clsx('flex min-h-12 items-center gap-3 py-2', isOff ? 'opacity-50' : 'cursor-pointer')}
            >
              <OptionWords option={option} isLarge={it['media-size'] === 'large'} />
              <span className="relative flex size-5 shrink-0">
                <input
                  type={isMany ? 'checkbox' : 'radio'}
                  name={`${id}-choice`}
                  checked={isOn}
                  disabled={isOff}
                  onChange={() => toggle(option.id)}
                  onBlur={entry.leave}
                  className={clsx(
                    'peer size-5 appearance-none border-2 border-(--p-border) outline-offset-2 checked:border-(--p-accent) focus-visible:outline-2 focus-visible:outline-(--p-accent)',
                    isMany ? 'rounded-badge checked:bg-(--p-accent)' : 'rounded-full',
                  )}
                />
                {isMany ? (
                  <Check
                    aria-hidden
                    strokeWidth={3}
                    className="pointer-events-none absolute inset-0.5 hidden size-4 text-(--p-accent-fg) peer-checked:block"
                  />
                ) : (
                  <span className="pointer-events-none absolute inset-1.25 hidden rounded-full bg-(--p-accent) peer-checked:block" />
                )}
              </span>
            </label>
          );
        })}
      </div>
    </Group>
  );
}

export function OptionWords({ option, isLarge = false }: { option: Option; isLarge?: boolean }) {
  const size = isLarge ? 'size-16' : 'size-10';
  return (
    <>
      {option.picture ? (
        <img src={option.picture} alt={option.alt} className={clsx(size, 'shrink-0 rounded-card object-cover')} />
      ) : (
        option.colour && (
          <span
            role="img"
            aria-label={option.alt || option.colour}
            className={clsx(size, 'shrink-0 rounded-card')}
            style={{ backgroundColor: option.colour }}
          />
        )
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        <span dir="auto" className="text-14">
          {option.title}
        </span>
        {option.description && (
          <span dir="auto" className="text-12 text-(--p-fg-2)">
            {option.description}
          </span>
        )}
        {option.metadata && (
          <span dir="auto" className="text-12 text-(--p-fg-2)">
            {option.metadata}
          </span>
        )}
      </span>
    </>
  );
}

export function Chips({ it }: { it: Fields }) {
  const id = useId();
  const entry = useEntry(it);
  const chosen = list(entry.value);
  const most = amount(it['max-selected-items']) ?? Number.POSITIVE_INFINITY;
  return (
    <Group id={id} it={it} entry={entry} role="group">
      <div className="flex flex-wrap gap-2 pt-1">
        {optionsOf(it).map((option) => {
          const isOn = chosen.includes(option.id);
          const isOff = entry.isOff || option.isOff || (!isOn && chosen.length >= most);
          return (
            <button
              key={option.id}
              type="button"
              aria-pressed={isOn}
              disabled={isOff}
              onClick={() => entry.set(isOn ? chosen.filter((one) => one !== option.id) : [...chosen, option.id])}
              className={clsx(
                'flex min-h-9 items-center gap-1.5 rounded-full border px-3.5 py-1 text-14 disabled:opacity-50',
                isOn ? 'border-(--p-accent) bg-(--p-accent-soft) text-(--p-fg)' : 'border-(--p-border) text-(--p-fg)',
              )}
            >
              {isOn && <Check aria-hidden className="size-4 text-(--p-accent)" strokeWidth={2.5} />}
              <bdi>{option.title}</bdi>
            </button>
          );
        })}
      </div>
    </Group>
  );
}

function Group({
  id,
  it,
  entry,
  role,
  children,
}: {
  id: string;
  it: Fields;
  entry: Entry;
  role: 'group' | 'radiogroup';
  children: ReactNode;
}) {
  const { t } = useLingui();
  const least = amount(it['min-selected-items']);
  const most = amount(it['max-selected-items']);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      role={role}
      aria-label={asText(it.label) || t`Choices`}
      aria-describedby={`${id}-below`}
      className={clsx('flex flex-col', entry.isWaiting && 'animate-pulse motion-reduce:animate-none')}
    >
      {asText(it.label) && (
        <p dir="auto" className="font-semibold text-14">
          <LabelWords it={it} entry={entry} />
        </p>
      )}
      {asText(it.description) && (
        <p dir="auto" className="text-13 text-(--p-fg-2)">
          {asText(it.description)}
        </p>
      )}
      {children}
      <p id={`${id}-below`} role={entry.error ? 'alert' : undefined} className="text-12 text-(--p-danger)">
        {entry.error}
        {!entry.error && least !== null && least > 1 && (
          <span className="text-(--p-fg-2)">
            {most === null ? (
              <Trans>Choose at least {least}</Trans>
            ) : (
              <Trans>
                Choose {least} to {most}
              </Trans>
            )}
          </span>
        )}
      </p>
    </div>
  );
}
