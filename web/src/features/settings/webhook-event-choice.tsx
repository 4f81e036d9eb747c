// Which events a webhook is sent: all, also those that come with later versions, or only the ticked ones.
import { Trans, useLingui } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { useId } from 'react';
import { asProblem } from '~/api/errors';
import type { WebhookEventType } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Skeleton } from '~/ui/skeleton';
import { eventGroups } from './webhook-events';

interface Props {
  types: UseQueryResult<WebhookEventType[]>;
  all: boolean;
  chosen: ReadonlySet<string>;
  onAll: (all: boolean) => void;
  onChosen: (chosen: ReadonlySet<string>) => void;
}

export function WebhookEventChoice({ types, all, chosen, onAll, onChosen }: Props) {
  const { t } = useLingui();
  const name = useId();
  const turn = (events: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const event of events) {
      if (on) next.add(event);
      else next.delete(event);
    }
    onChosen(next);
  };
  const radio = (value: boolean, label: string) => (
    <label className="flex items-center gap-2 text-13 coarse:min-h-11">
      <input
        type="radio"
        name={name}
        className="size-4 accent-(--accent)"
        checked={all === value}
        onChange={() => onAll(value)}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 font-medium text-13">
        <Trans>Events</Trans>
      </legend>
      {radio(true, t`All events, also those of later versions`)}
      {radio(false, t`Only these`)}
      {!all && types.isPending && <Skeleton className="h-40" />}
      {!all && types.isError && <ProblemNote problem={asProblem(types.error)} />}
      {!all && types.data && (
        <ul className="divide-y divide-line rounded-card border border-line">
          {eventGroups(types.data).map((group) => {
            const events = group.events.map(({ event }) => event);
            const on = events.filter((event) => chosen.has(event)).length;
            return (
              <li key={group.noun} className="flex flex-col gap-1 px-3 py-2">
                <label className="flex items-center gap-2 font-medium text-13 coarse:min-h-11">
                  <input
                    type="checkbox"
                    className="size-4 accent-(--accent)"
                    checked={on === events.length}
                    ref={(box) => {
                      if (box) box.indeterminate = on > 0 && on < events.length;
                    }}
                    onChange={() => turn(events, on < events.length)}
                  />
                  <bdi>{group.noun.replaceAll('_', ' ')}</bdi>
                </label>
                <ul className="flex flex-col gap-1 ps-6">
                  {group.events.map(({ event, when }) => (
                    <li key={event}>
                      <label className="flex items-start gap-2 text-13 coarse:min-h-11">
                        <input
                          type="checkbox"
                          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
                          checked={chosen.has(event)}
                          onChange={(change) => turn([event], change.target.checked)}
                        />
                        <span className="min-w-0">
                          <code dir="ltr" className="font-mono text-12 break-all">
                            {event}
                          </code>
                          <span className="block text-12 text-fg-3">{when}</span>
                        </span>
                      </label>
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ul>
      )}
    </fieldset>
  );
}
