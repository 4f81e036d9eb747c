// The time of day as state: one shared timer for the whole page, however many badges count down.
import { useSyncExternalStore } from 'react';

function ticker(every: number) {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (!timer) {
        now = Date.now();
        timer = setInterval(tick, every);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    get: () => now,
  };
}

const halfMinutes = ticker(20_000);

/** Now, renewed every 20 seconds. */
export function useNow(): number {
  return useSyncExternalStore(halfMinutes.subscribe, halfMinutes.get);
}
