// Which rows of the list are chosen, to do one thing with all of them.
import { useState } from 'react';
import type { Conversation } from '~/api/schema';

export interface Selection {
  /** In the order of the list; what left the list is not among them. */
  rows: readonly Conversation[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** From the row chosen last to this one. */
  extendTo: (id: string) => void;
  all: () => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

export function useSelection(list: readonly Conversation[]): Selection {
  const [chosen, setChosen] = useState(none);
  const [last, setLast] = useState<string | null>(null);
  return {
    rows: chosen.size === 0 ? [] : list.filter(({ id }) => chosen.has(id)),
    has: (id) => chosen.has(id),
    toggle: (id) => {
      setLast(id);
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
    },
    extendTo: (id) => setChosen(new Set([...chosen, ...between(list, last ?? id, id)])),
    all: () => setChosen(new Set(list.map(({ id }) => id))),
    clear: () => setChosen(none),
  };
}

/** The ids from one row to another, both included, whichever stands first. */
export function between(list: readonly { id: string }[], from: string, to: string): string[] {
  const [a, b] = [list.findIndex(({ id }) => id === from), list.findIndex(({ id }) => id === to)];
  if (a < 0 || b < 0) return [to];
  return list.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id);
}
