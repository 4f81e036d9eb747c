// The live connection of one workspace: Socket.IO, renewed tokens, events in order, and catching up after any break.
import { io, type Socket } from 'socket.io-client';
import { client, unwrap } from '~/api/client';
import { freshToken, refreshSession } from '~/api/session';
import { applyEvent, invalidateWorkspace } from './apply';
import { currentConnection, setConnection } from './connection';
import { isEnvelope, isServerEvent, type PresenceSignal, type TypingSignal } from './events';
import { attachWire, openRooms } from './line';
import { applyOnline, applyPresence, applyTyping, forgetPresence } from './presence';
import { Sequence } from './sequence';

/** After this many events in one catch-up it is cheaper to load the page's data anew. */
const CATCH_UP_LIMIT = 500;

interface Line {
  workspace: string;
  socket: Socket;
  sequence: Sequence;
  rooms: Set<string>;
  catching: Promise<void> | null;
  hungUp: boolean;
}

/** Opens the line. Returns how to hang up. */
export function open(workspace: string, after: number): () => void {
  const sequence = new Sequence(after);
  const socket = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 8000,
    auth: (answer) => {
      freshToken()
        .catch(() => null)
        .then((token) => answer({ token, workspace, after: sequence.position }));
    },
  });
  const line: Line = { workspace, socket, sequence, rooms: new Set(), catching: null, hungUp: false };
  listen(line);
  attachWire({
    enter: (conversation) => enter(line, conversation),
    leave: (conversation) => leave(line, conversation),
    typing: (conversation, on) => socket.emit('typing', { conversation, on }),
  });
  return () => {
    line.hungUp = true;
    socket.disconnect();
    attachWire(null);
    forgetPresence();
  };
}

function listen(own: Line): void {
  const { socket } = own;
  let wasOnline = false;
  socket.on('connect', () => {
    own.rooms.clear();
    for (const conversation of openRooms) enter(own, conversation);
  });
  socket.on('ready', ({ seq }: { seq: number }) => {
    const missed = Math.max(0, seq - own.sequence.position);
    const back = wasOnline && currentConnection().state !== 'online';
    wasOnline = true;
    const settled = () => setConnection(back ? { state: 'back', missed } : { state: 'online' });
    if (missed > 0) void catchUp(own).finally(settled);
    else settled();
  });
  socket.on('reset', () => {
    void reload(own);
  });
  socket.on('event', (event: unknown) => receive(own, event));
  socket.on('typing', (signal: TypingSignal) => applyTyping(signal));
  socket.on('presence', (signal: PresenceSignal) => applyPresence(signal));
  socket.on('online', ({ users }: { users: string[] }) => applyOnline(users));
  socket.on('disconnect', (reason) => {
    forgetPresence();
    if (own.hungUp) return;
    setConnection({ state: 'reconnecting', since: Date.now() });
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error) => {
    if (currentConnection().state !== 'reconnecting') setConnection({ state: 'reconnecting', since: Date.now() });
    if (error.message === 'unauthorized') void renewAndReturn(own);
  });
}

/** A refused handshake does not retry by itself: renew the token, then come back. */
async function renewAndReturn(own: Line): Promise<void> {
  const renewed = await refreshSession().catch(() => false);
  setTimeout(() => !own.hungUp && own.socket.connect(), renewed ? 0 : 5000);
}

function enter(own: Line, conversation: string): void {
  if (!own.socket.connected || own.rooms.has(conversation)) return;
  own.rooms.add(conversation);
  own.socket.emit('conversation:join', { conversation }, () => undefined);
  own.socket.emit('presence', { conversation });
}

function leave(own: Line, conversation: string): void {
  if (!own.rooms.delete(conversation)) return;
  own.socket.emit('conversation:leave', { conversation });
  own.socket.emit('presence', { conversation: null });
}

function receive(own: Line, event: unknown): void {
  if (!isEnvelope(event)) return;
  const verdict = own.sequence.judge(event.seq);
  if (verdict === 'seen') return;
  if (verdict === 'gap') {
    void catchUp(own);
    return;
  }
  own.sequence.advance(event.seq);
  if (isServerEvent(event)) applyEvent(own.workspace, event);
  else invalidateWorkspace(own.workspace);
}

/** Asks for what came after the last event we have, once at a time. */
function catchUp(own: Line): Promise<void> {
  own.catching ??= fetchMissing(own)
    .catch(() => invalidateWorkspace(own.workspace))
    .finally(() => {
      own.catching = null;
    });
  return own.catching;
}

async function fetchMissing(own: Line): Promise<void> {
  const { data, last_seq, reset } = await unwrap(
    client.GET('/api/v1/workspaces/{workspace}/events', {
      params: { path: { workspace: own.workspace }, query: { after: own.sequence.position, limit: CATCH_UP_LIMIT } },
    }),
  );
  if (reset || data.length >= CATCH_UP_LIMIT) {
    own.sequence.advance(last_seq);
    invalidateWorkspace(own.workspace);
    return;
  }
  for (const event of data) {
    if (own.sequence.judge(event.seq) === 'seen') continue;
    own.sequence.advance(event.seq);
    if (isServerEvent(event)) applyEvent(own.workspace, event);
    else invalidateWorkspace(own.workspace);
  }
}

/** Too much was missed to be told one by one. */
async function reload(own: Line): Promise<void> {
  const { last_seq } = await unwrap(
    client.GET('/api/v1/workspaces/{workspace}/events', {
      params: { path: { workspace: own.workspace }, query: { after: own.sequence.position, limit: 1 } },
    }),
  );
  own.sequence.advance(last_seq);
  invalidateWorkspace(own.workspace);
}
