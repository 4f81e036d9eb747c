// What was tried in the panel as a test: the events with, behind each, what the flow answered then.
import type { TryAnswer, TryLine } from '~/api/flows';
import type { Given, Json, JsonObject, Mocks, TestStep } from '~/api/flows-types';

export interface Trial {
  given: Given;
  mocks: Mocks;
  events: readonly TestStep[];
  answer: TryAnswer;
}

export function asTest(name: string, { given, mocks, events, answer }: Trial): JsonObject {
  const said = answersByEvent(events, answer.transcript);
  const steps: Json[] = [];
  events.forEach((event, index) => {
    steps.push(plain(event));
    const isLast = index === events.length - 1;
    const expected: JsonObject = {};
    const messages = said[index] ?? [];
    if (messages.length > 0 || isLast) expected.messages = messages;
    if (isLast) Object.assign(expected, ending(answer));
    if (Object.keys(expected).length > 0) steps.push({ expect: expected });
  });
  return {
    name,
    ...(Object.keys(given).length > 0 && { given: plain(given) }),
    ...(Object.keys(mocks).length > 0 && { mocks: plain(mocks) }),
    steps,
  };
}

/** For each event, the words the flow said before the next one. */
export function answersByEvent(events: readonly TestStep[], transcript: readonly TryLine[]): string[][] {
  const said: string[][] = events.map(() => []);
  const clocks = clocksAfter(events);
  let at = 0;
  let started: number | null = null;
  let heard = -1;
  for (const line of transcript) {
    const time = Date.parse(line.at);
    if (line.from === 'contact') {
      heard = events.findIndex((event, index) => index > heard && speaks(event));
      at = Math.max(0, heard);
    }
    started ??= time - (clocks[at] ?? 0);
    // What comes later than the event before belongs to the time that was waited after it.
    while (line.from !== 'contact' && events[at + 1]?.wait !== undefined && time - started > (clocks[at] ?? 0)) at += 1;
    if (line.from === 'flow' && line.text) said[at]?.push(line.text);
  }
  return said;
}

/** How far the clock was turned after each event, in milliseconds. */
function clocksAfter(events: readonly TestStep[]): number[] {
  let clock = 0;
  return events.map(({ wait }) => {
    clock += wait === undefined ? 0 : waitMs(wait);
    return clock;
  });
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Seconds, or a number with `s`, `m`, `h` or `d`. */
export function waitMs(wait: number | string): number {
  if (typeof wait === 'number') return wait * 1000;
  const [, number, unit] = /^(\d+)\s*([smhd])$/.exec(wait.trim()) ?? [];
  return Number(number ?? 0) * (units[unit ?? ''] ?? 0);
}

function speaks(event: TestStep): boolean {
  return event.say !== undefined || event.tap !== undefined || event.send !== undefined || event.submit !== undefined;
}

/** Where it stands, or with which word it ended. */
function ending({ waiting, asking, transcript }: TryAnswer): JsonObject {
  const node = waiting?.node ?? asking?.node;
  if (node) return { at: node };
  const last = transcript.findLast(({ from, kind }) => from === 'system' && kind === 'ended');
  return last ? { ended: last.text ?? '' } : {};
}

function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
