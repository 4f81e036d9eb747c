// Who holds the pen in a conversation, however the server says it: a word, with since when and by which run beside it or in it; nothing means nobody.

export type HolderKind = 'none' | 'bot' | 'human' | 'phone_app';

export interface Pen {
  kind: HolderKind;
  since: string | null;
  /** The run that holds it, or that waits until people give it back. */
  run: { id: string; flow: { id: string; name: string }; step: number | null } | null;
}

const kinds: readonly HolderKind[] = ['none', 'bot', 'human', 'phone_app'];

export function penOf(conversation: { holder?: unknown; holding?: unknown }): Pen {
  const { holder, holding } = conversation;
  const more = isRecord(holder) ? holder : isRecord(holding) ? holding : {};
  return { kind: kindOf(isRecord(holder) ? holder.kind : holder), since: text(more.since), run: runOf(more.run) };
}

function runOf(value: unknown): Pen['run'] {
  if (!isRecord(value)) return null;
  const id = text(value.id);
  if (id === null) return null;
  const flow = isRecord(value.flow) ? value.flow : {};
  return {
    id,
    flow: { id: text(flow.id) ?? '', name: text(flow.name) ?? '' },
    step: typeof value.step === 'number' ? value.step : null,
  };
}

function kindOf(word: unknown): HolderKind {
  return kinds.find((kind) => kind === word) ?? 'none';
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
