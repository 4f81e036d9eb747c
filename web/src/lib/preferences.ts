// Theme and density: remembered, and put on <html> (theme.js does the same before the first paint).
import { useSyncExternalStore } from 'react';
import { loadString, save } from './storage';

export type Theme = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

const listeners = new Set<() => void>();

export const themes: readonly Theme[] = ['light', 'dark', 'system'];

export function theme(): Theme {
  const stored = loadString('theme', 'system');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function density(): Density {
  return loadString('density', 'comfortable') === 'compact' ? 'compact' : 'comfortable';
}

export function setTheme(next: Theme): void {
  save('theme', next);
  apply();
}

export function setDensity(next: Density): void {
  save('density', next);
  apply();
}

/** Light becomes dark and the other way round, whatever the system says. */
export function toggleTheme(): void {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, theme);
}

export function useDensity(): Density {
  return useSyncExternalStore(subscribe, density);
}

/** Keeps <html> right when the system turns dark, or another tab changes the choice. */
export function watchPreferences(): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const onStorage = (event: StorageEvent) => {
    if (event.key === 'prismwa.theme' || event.key === 'prismwa.density') apply();
  };
  dark.addEventListener('change', apply);
  window.addEventListener('storage', onStorage);
  return () => {
    dark.removeEventListener('change', apply);
    window.removeEventListener('storage', onStorage);
  };
}

function apply(): void {
  const chosen = theme();
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const { dataset } = document.documentElement;
  // While it turns nothing fades: half the page in one theme and half in the other cannot be read.
  dataset.turning = '';
  dataset.theme = chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
  dataset.density = density();
  // Reading a style makes the new ones take hold before fading is allowed again.
  getComputedStyle(document.body).color;
  delete dataset.turning;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
