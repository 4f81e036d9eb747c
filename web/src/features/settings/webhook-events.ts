// The events a webhook may be sent, by what they are about, and what is chosen of them.
import type { WebhookEventType } from '~/api/webhooks';

export const EVERYTHING = '*';

export interface EventGroup {
  noun: string;
  events: { event: string; verb: string; when: string }[];
}

/** `message.created` and `message.updated` are about messages; the order is the server's. */
export function eventGroups(types: readonly WebhookEventType[]): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const { event, when } of types) {
    const dot = event.indexOf('.');
    const [noun, verb] = dot < 0 ? [event, event] : [event.slice(0, dot), event.slice(dot + 1)];
    const group = groups.get(noun) ?? { noun, events: [] };
    group.events.push({ event, verb, when });
    groups.set(noun, group);
  }
  return [...groups.values()];
}

/** What is kept of a choice: the events in the server's order, and those it no longer knows at the end. */
export function chosenEvents(types: readonly WebhookEventType[], chosen: ReadonlySet<string>): string[] {
  const known = types.flatMap(({ event }) => (chosen.has(event) ? [event] : []));
  const others = [...chosen].filter((event) => event !== EVERYTHING && !known.includes(event));
  return [...known, ...others];
}
