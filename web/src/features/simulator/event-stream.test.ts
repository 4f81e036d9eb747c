// The stream survives odd cuts, breaks and silence, and goes on where it was.
import { afterEach, expect, it, vi } from 'vitest';
import { EventParser, follow, type StreamEvent } from './event-stream';

afterEach(() => vi.useRealTimers());

it('reads events however they are cut', () => {
  const text =
    ': hello\r\nid: 41\r\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: ticks\ndata: {}\n\n:\n\ndata:bare\n\n';
  for (let size = 1; size <= text.length; size += 1) {
    const parser = new EventParser();
    const events: StreamEvent[] = [];
    for (let at = 0; at < text.length; at += size) events.push(...parser.push(text.slice(at, at + size)));
    expect(events, `cut every ${size}`).toEqual([
      { id: '41', type: 'message', data: '{"a":\n1}' },
      { id: '41', type: 'ticks', data: '{}' },
      { id: '41', type: 'message', data: 'bare' },
    ]);
  }
});

function stream(text: string): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  return new Response(body);
}

it('reconnects after the last event it saw, and stops when told', async () => {
  vi.useFakeTimers();
  const end = new AbortController();
  const seen: string[] = [];
  const opened: (string | null)[] = [];
  const answers = [
    () => stream('id: 7\ndata: one\n\n'),
    () => Promise.reject(new Error('gone')),
    () => stream('id: 8\ndata: two\n\n'),
  ];
  const done = follow({
    open: async (after) => {
      opened.push(after);
      const answer = answers.shift();
      if (!answer) end.abort();
      return answer ? answer() : stream('');
    },
    onEvent: (event) => seen.push(event.data),
    onState: () => undefined,
    signal: end.signal,
  });
  await vi.runAllTimersAsync();
  await done;
  expect(seen).toEqual(['one', 'two']);
  expect(opened).toEqual([null, '7', '7', '8']);
});

it('gives a silent line up', async () => {
  vi.useFakeTimers();
  const end = new AbortController();
  const states: string[] = [];
  const done = follow({
    open: async () => {
      if (states.length > 1) end.abort();
      return new Response(new ReadableStream<Uint8Array>());
    },
    onEvent: () => undefined,
    onState: (state) => states.push(state),
    signal: end.signal,
  });
  await vi.advanceTimersByTimeAsync(44_000);
  expect(states).toEqual(['connecting', 'open']);
  await vi.advanceTimersByTimeAsync(10_000);
  await done;
  expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
});
