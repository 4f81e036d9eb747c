// React's `lazy` for parts of a page: where their script cannot be fetched because the network or the server is gone, they wait for it
// instead of taking the whole page down with what somebody wrote in it.
import { type ComponentType, lazy as reactLazy } from 'react';

/** How long to wait between two looks whether the server is back, in milliseconds; the last one repeats. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000];

// biome-ignore lint/suspicious/noExplicitAny: as React itself has it; a component of any properties.
export function lazy<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  return reactLazy(() => patiently(load));
}

/**
 * What `load` gives. When it fails while the server cannot be reached, it is asked again once the server answers. When it fails while
 * the server is there (the file belongs to an older version), the second failure counts.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    for (let at = 0; !(await serverAnswers()); at += 1) await pause(WAITS_MS[Math.min(at, WAITS_MS.length - 1)] ?? 0);
    return load();
  }
}

async function serverAnswers(): Promise<boolean> {
  try {
    const { status } = await fetch('/theme.js', { method: 'HEAD', cache: 'no-store' });
    return status < 500;
  } catch {
    return false;
  }
}

/** Until the time is over, or the browser says that the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });
}
