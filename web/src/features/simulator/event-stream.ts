// Server-sent events over fetch, because EventSource cannot carry a bearer token: reads the stream, reconnects with patience, resumes where it broke.

export interface StreamEvent {
  id: string | null;
  type: string;
  data: string;
}

/** Takes text as it comes and hands out whole events. */
export class EventParser {
  private rest = '';
  private type = '';
  private data: string[] = [];
  private id: string | null = null;

  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.field(line);
      else if (this.data.length > 0) events.push(this.take());
      else this.type = '';
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.type = value;
    else if (name === 'data') this.data.push(value);
    else if (name === 'id') this.id = value;
  }

  private take(): StreamEvent {
    const event = { id: this.id, type: this.type || 'message', data: this.data.join('\n') };
    this.type = '';
    this.data = [];
    return event;
  }
}

export type StreamState = 'connecting' | 'open' | 'waiting';

interface FollowOptions {
  /** Opens the stream; `after` is the id of the last event seen. */
  open(after: string | null, signal: AbortSignal): Promise<Response>;
  onEvent(event: StreamEvent): void;
  onState(state: StreamState): void;
  signal: AbortSignal;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The server says something every 15 seconds; three silences mean the line is dead. */
const SILENCE_MS = 45_000;

/** Follows a stream until the signal ends it. */
export async function follow({ open, onEvent, onState, signal }: FollowOptions): Promise<void> {
  let after: string | null = null;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    onState('connecting');
    const line = new AbortController();
    const end = () => line.abort();
    signal.addEventListener('abort', end, { once: true });
    try {
      const response = await open(after, line.signal);
      if (!response.ok || !response.body) throw new Error(`the stream was refused with ${response.status}`);
      onState('open');
      wait = FIRST_WAIT_MS;
      await drain(response.body, line, (event) => {
        after = event.id ?? after;
        onEvent(event);
      });
    } catch {
      // Broken lines are normal; the loop opens the next one.
    } finally {
      signal.removeEventListener('abort', end);
      line.abort();
    }
    if (signal.aborted) return;
    onState('waiting');
    await pause(wait * (0.75 + Math.random() / 2), signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

async function drain(body: ReadableStream<Uint8Array>, line: AbortController, onEvent: (event: StreamEvent) => void) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  let silence = setTimeout(() => line.abort(), SILENCE_MS);
  const hangUp = () => void reader.cancel().catch(() => undefined);
  line.signal.addEventListener('abort', hangUp, { once: true });
  if (line.signal.aborted) hangUp();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => line.abort(), SILENCE_MS);
      for (const event of parser.push(decoder.decode(value, { stream: true }))) onEvent(event);
    }
  } finally {
    clearTimeout(silence);
    line.signal.removeEventListener('abort', hangUp);
    reader.releaseLock();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
