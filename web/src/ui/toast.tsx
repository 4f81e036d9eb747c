// Short messages about the result of background or undoable actions: `toast({ title })` from anywhere.
import { Suspense, useSyncExternalStore } from 'react';
import { lazy } from '~/lib/lazy';

export interface ToastOptions {
  title: string;
  description?: string;
  tone?: 'info' | 'success' | 'danger';
  action?: { label: string; onClick: () => void };
  /** Milliseconds; errors stay until they are closed. */
  timeout?: number;
}

/** Toasts that wait for the toaster to be fetched. */
const waiting: ToastOptions[] = [];
let show: ((options: ToastOptions) => void) | null = null;
let wanted = false;
const listeners = new Set<() => void>();

/** The action of the last toast, for the key that undoes. */
let last: (() => void) | null = null;

/** Does what the last toast offers, once. False: there is nothing. */
export function undoLast(): boolean {
  const act = last;
  last = null;
  act?.();
  return act !== null;
}

export function toast(options: ToastOptions): void {
  if (options.action) last = options.action.onClick;
  if (show) {
    show(options);
    return;
  }
  waiting.push(options);
  wanted = true;
  for (const listener of listeners) listener();
}

/** The toaster calls this when it is ready. */
export function attachToaster(next: (options: ToastOptions) => void): () => void {
  show = next;
  for (const options of waiting.splice(0)) next(options);
  return () => {
    show = null;
  };
}

const Toaster = lazy(() => import('./toaster'));

export function ToastHost() {
  const used = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
  return used ? (
    <Suspense fallback={null}>
      <Toaster />
    </Suspense>
  ) : null;
}
