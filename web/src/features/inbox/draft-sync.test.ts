// Drafts between browsers: kept when writing rests, taken when nothing here is newer, never thrown away by an empty answer.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { queryClient } from '~/api/query-client';
import { signIn } from '~/api/session';
import { load, save } from '~/lib/storage';
import { user, workspace } from '~test/builders';
import { type DraftPlace, pull, push } from './draft-sync';

const place: DraftPlace = { workspace: workspace.id, conversation: 'cnv_1', box: 'reply', key: 'draft.t' };
const draft = (body: string, version = 1) => ({
  conversation_id: 'cnv_1',
  box: 'reply',
  body,
  version,
  updated_at: '2026-11-22T18:30:00.000Z',
});

let kept: { body: string; version: number } | null;
let puts: string[];
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  queryClient.clear();
  localStorage.clear();
  signIn({ access_token: 'token', expires_in: 600, user });
  kept = null;
  puts = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input instanceof Request ? input : new Request(input);
    if (request.method === 'GET')
      return Response.json({ data: kept ? [draft(kept.body, kept.version)] : [], page: { next_cursor: null } });
    const { body } = JSON.parse(await request.text());
    puts.push(body);
    kept = body === '' ? null : { body, version: (kept?.version ?? 0) + 1 };
    return Response.json(draft(body, kept?.version ?? 0));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('keeps what was written once writing rests, not every letter', async () => {
  push(place, 'h');
  push(place, 'ho');
  push(place, 'hola');
  await vi.advanceTimersByTimeAsync(1300);
  await vi.waitFor(() => expect(load('draft.t.pending')).toBe(false));
  expect(puts).toEqual(['hola']);
});

it('takes what another browser wrote', async () => {
  kept = { body: 'from the phone', version: 3 };
  expect(await pull(place, '')).toBe('from the phone');
  expect(await pull(place, 'from the phone')).toBeNull();
});

it('prefers words that never arrived', async () => {
  kept = { body: 'older', version: 1 };
  save('draft.t.pending', true);
  expect(await pull(place, 'newer, written without network')).toBeNull();
  await vi.advanceTimersByTimeAsync(1300);
  await vi.waitFor(() => expect(puts).toEqual(['newer, written without network']));
});

it('does not lose words to a server that has none', async () => {
  expect(await pull(place, 'mine')).toBeNull();
  await vi.advanceTimersByTimeAsync(1300);
  await vi.waitFor(() => expect(puts).toEqual(['mine']));
});

it('throws away what was sent, and asks nothing when there was nothing', async () => {
  push(place, '');
  await vi.advanceTimersByTimeAsync(1300);
  expect(puts).toEqual([]);
  push(place, 'hola');
  push(place, '');
  await vi.advanceTimersByTimeAsync(1300);
  await vi.waitFor(() => expect(puts).toEqual(['']));
});
