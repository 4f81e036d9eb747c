// A half-written message of a kind, kept per member and conversation until it is sent.
import { load, save } from '~/lib/storage';
import type { Content } from './form';

const key = (user: string, conversation: string, kind: string) => `compose.${user}.${conversation}.${kind}`;

export function loadDraft(user: string, conversation: string, kind: string): Content | null {
  const kept = load(key(user, conversation, kind));
  return isContent(kept) ? kept : null;
}

export function saveDraft(user: string, conversation: string, kind: string, content: Content | null): void {
  save(key(user, conversation, kind), content);
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
