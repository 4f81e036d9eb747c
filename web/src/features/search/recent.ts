// Searches of this browser, the latest first: only those that led somewhere.
import { load, save } from '~/lib/storage';

const MOST = 8;

export function recentSearches(workspace: string): string[] {
  const stored = load(`recent-searches.${workspace}`);
  return Array.isArray(stored) ? stored.filter((query) => typeof query === 'string') : [];
}

export function rememberSearch(workspace: string, query: string): void {
  const wanted = query.trim();
  if (wanted === '') return;
  const others = recentSearches(workspace).filter((other) => other !== wanted);
  save(`recent-searches.${workspace}`, [wanted, ...others].slice(0, MOST));
}

export function forgetSearches(workspace: string): void {
  save(`recent-searches.${workspace}`, null);
}
