// Short messages about the result of background or undoable actions: `toast({ title })` from anywhere.
import { lazy, Suspense, useSyncExternalStore } from 'react';

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

let hide: ((options: ToastOptions) => void) | null = null;

/** The last toast with an action, for the key that undoes. */
let last: ToastOptions | null = null;

/** Does what the last toast offers, once, and takes it away: nothing is left that would do it again. False: there is nothing. */
export function undoLast(): boolean {
  const undone = last;
  if (!undone) return false;
  last = null;
  undone.action?.onClick();
  hide?.(undone);
  return true;
}

/** It was pressed in the toast itself. */
export function acted(options: ToastOptions): void {
  if (last === options) last = null;
}

export function toast(options: ToastOptions): void {
  if (options.action) last = options;
  if (show) {
    show(options);
    return;
  }
  waiting.push(options);
  wanted = true;
  for (const listener of listeners) listener();
}

/** The toaster calls this when it is ready. */
export function attachToaster(toaster: {
  show: (options: ToastOptions) => void;
  hide: (options: ToastOptions) => void;
}): () => void {
  ({ show, hide } = toaster);
  for (const options of waiting.splice(0)) toaster.show(options);
  return () => {
    show = null;
    hide = null;
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
