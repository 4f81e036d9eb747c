// Stands in for socket.io-client in mock mode: always connected, carries the made-up server's events.

type Listener = (payload: unknown) => void;

let seq = 0;
const listeners = new Map<string, Set<Listener>>();

export function emit(type: string, data: unknown): void {
  seq += 1;
  tell('event', { seq, type, at: new Date().toISOString(), data });
}

export function tell(name: string, payload: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(payload);
}

export function io() {
  const socket = {
    connected: true,
    on(name: string, listener: Listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return socket;
    },
    emit: () => socket,
    connect: () => socket,
    disconnect() {
      listeners.clear();
      return socket;
    },
  };
  setTimeout(() => {
    tell('connect', undefined);
    tell('ready', { seq });
  }, 0);
  Object.assign(globalThis, { mockSocket: { tell } });
  return socket;
}
