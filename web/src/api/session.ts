// Who is signed in. The access token lives in memory only; the refresh cookie, which no script can read, renews it.
import type { User } from './schema';

export type Session =
  | { state: 'unknown' }
  | { state: 'signed_out' }
  | { state: 'signed_in'; token: string; expiresAt: number; user: User };

interface Token {
  access_token: string;
  expires_in: number;
  user: User;
}

/** Renewed this long before it ends, so that a call never starts with a token about to die. */
const MARGIN_MS = 20_000;

let session: Session = { state: 'unknown' };
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('prismwa.session');
otherTabs?.addEventListener('message', (event) => {
  if (event.data === 'signed_out') set({ state: 'signed_out' });
});

export function currentSession(): Session {
  return session;
}

export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the answer of a sign-in. */
export function signIn(token: Token, now: number = Date.now()): void {
  set({ state: 'signed_in', token: token.access_token, expiresAt: now + token.expires_in * 1000, user: token.user });
}

/** Ends the session here and on the server, and tells the other tabs. */
export async function signOut(): Promise<void> {
  const bearer = session.state === 'signed_in' ? session.token : null;
  set({ state: 'signed_out' });
  otherTabs?.postMessage('signed_out');
  await post('/api/v1/auth/logout', bearer).catch(() => undefined);
}

/** A token that is good for the next call, or null when nobody is signed in. */
export async function freshToken(now: number = Date.now()): Promise<string | null> {
  if (session.state === 'signed_in' && session.expiresAt - MARGIN_MS > now) return session.token;
  if (session.state === 'signed_out') return null;
  await refreshSession();
  return currentToken();
}

/** Asks for a new token by cookie. Calls at the same time share one request. False: nobody is signed in. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= oneTabAtATime(refresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

export function currentToken(): string | null {
  return session.state === 'signed_in' ? session.token : null;
}

async function refresh(): Promise<boolean> {
  const response = await post('/api/v1/auth/refresh', null);
  if (response.ok) {
    signIn(await response.json());
    return true;
  }
  if (response.status === 401 || response.status === 403) set({ state: 'signed_out' });
  return false;
}

/** The cookie is replaced at each use; two tabs using the old one at once would look like theft. */
async function oneTabAtATime(task: () => Promise<boolean>): Promise<boolean> {
  if (typeof navigator === 'undefined' || !navigator.locks) return task();
  return navigator.locks.request('prismwa.refresh', task);
}

function post(path: string, bearer: string | null): Promise<Response> {
  return globalThis.fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'X-PrismWA': '1', ...(bearer && { Authorization: `Bearer ${bearer}` }) },
  });
}

function set(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}
