// What leads on: links, ticks with more to read, and lists whose items lead somewhere.
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Check, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { type Fields, fields, isFields, list } from '../../read';
import { asText } from '../expression';
import { useEntry, useFormRoom } from '../form-context';
import { pictureOf } from '../picture';

export function Link({ it }: { it: Fields }) {
  const { flow } = useFormRoom();
  return (
    <button
      type="button"
      dir="auto"
      className="self-start rounded-badge font-medium text-(--p-accent) text-14 hover:underline"
      onClick={() => flow.press(it)}
    >
      {asText(it.text)}
    </button>
  );
}

export function OptIn({ it }: { it: Fields }) {
  const id = useId();
  const entry = useEntry(it);
  const { flow } = useFormRoom();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-3">
        <span className="relative mt-0.5 flex size-5 shrink-0">
          <input
            id={id}
            type="checkbox"
            checked={entry.value === true}
            disabled={entry.isOff}
            onChange={(event) => entry.set(event.target.checked)}
            aria-required={entry.isRequired}
            aria-invalid={entry.error ? true : undefined}
            className="peer size-5 appearance-none rounded-badge border-2 border-(--p-border) outline-offset-2 checked:border-(--p-accent) checked:bg-(--p-accent) focus-visible:outline-2 focus-visible:outline-(--p-accent) aria-invalid:border-(--p-danger)"
          />
          <Check
            aria-hidden
            strokeWidth={3}
            className="pointer-events-none absolute inset-0.5 hidden size-4 text-(--p-accent-fg) peer-checked:block"
          />
        </span>
        <div className="min-w-0 text-14">
          <label htmlFor={id} dir="auto">
            {asText(it.label)}
          </label>{' '}
          {isFields(it['on-click-action']) && (
            <button
              type="button"
              className="font-medium text-(--p-accent) hover:underline"
              onClick={() => flow.press(it)}
            >
              <Trans>Read more</Trans>
            </button>
          )}
        </div>
      </div>
      {entry.error && (
        <p role="alert" className="ps-8 text-12 text-(--p-danger)">
          {entry.error}
        </p>
      )}
    </div>
  );
}

export function NavigationList({ it }: { it: Fields }) {
  const { flow } = useFormRoom();
  const isLarge = it['media-size'] === 'large';
  return (
    <section aria-label={asText(it.label)} className="flex flex-col">
      {asText(it.label) && (
        <p dir="auto" className="font-semibold text-16">
          {asText(it.label)}
        </p>
      )}
      {asText(it.description) && (
        <p dir="auto" className="pb-1 text-13 text-(--p-fg-2)">
          {asText(it.description)}
        </p>
      )}
      <ul>
        {list(it['list-items'])
          .filter(isFields)
          .map((item) => (
            <li key={asText(item.id)}>
              <button
                type="button"
                className="flex w-full items-center gap-3 border-(--p-line) border-b py-3 text-start"
                onClick={() => flow.press(it, asText(item.id))}
              >
                <Item item={item} isLarge={isLarge} />
                <ChevronRight aria-hidden className="mirror size-5 shrink-0 text-(--p-fg-2)" />
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Item({ item, isLarge }: { item: Fields; isLarge: boolean }) {
  const main = fields(item['main-content']);
  const start = fields(item.start);
  const end = fields(item.end);
  const picture = pictureOf(start.image);
  return (
    <>
      {picture && (
        <img
          src={picture}
          alt={asText(start['alt-text'])}
          className={clsx('shrink-0 rounded-card object-cover', isLarge ? 'size-16' : 'size-11')}
        />
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium text-14">{asText(main.title)}</bdi>
          {asText(item.badge) && (
            <bdi className="shrink-0 rounded-full bg-(--p-accent) px-2 font-medium text-11 text-(--p-accent-fg)">
              {asText(item.badge)}
            </bdi>
          )}
        </span>
        {[main.description, main.metadata].map(
          (words, index) =>
            asText(words) && (
              <bdi key={index} className="truncate text-12 text-(--p-fg-2)">
                {asText(words)}
              </bdi>
            ),
        )}
        {list(item.tags).length > 0 && (
          <span className="flex flex-wrap gap-1 pt-1">
            {list(item.tags).map((tag) => (
              <bdi key={asText(tag)} className="rounded-full bg-(--p-sunken) px-2 text-11 text-(--p-fg-2)">
                {asText(tag)}
              </bdi>
            ))}
          </span>
        )}
      </span>
      {Object.keys(end).length > 0 && (
        <span className="flex max-w-24 shrink-0 flex-col items-end">
          <bdi className="truncate font-medium text-13">{asText(end.title)}</bdi>
          <bdi className="truncate text-12 text-(--p-fg-2)">{asText(end.description)}</bdi>
          <bdi className="truncate text-12 text-(--p-fg-2)">{asText(end.metadata)}</bdi>
        </span>
      )}
    </>
  );
}
