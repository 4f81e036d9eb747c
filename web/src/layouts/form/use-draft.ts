// A form over something the server keeps: what was changed, what the server refused, and the way back.
import { useState } from 'react';
import { type ApiProblem, asProblem } from '~/api/errors';

export interface Draft<Values extends object> {
  values: Values;
  set(change: Partial<Values>): void;
  /** Names of the members that differ from what is stored. */
  changed: (keyof Values & string)[];
  /** Only the changed members, to send. */
  change: Partial<Values>;
  problem: ApiProblem | null;
  busy: boolean;
  discard(): void;
  save(): Promise<boolean>;
}

/** `stored` may be renewed by events while somebody types: what they changed stays, the rest follows. */
export function useDraft<Values extends object>(
  stored: Values,
  send: (change: Partial<Values>) => Promise<unknown>,
): Draft<Values> {
  const [edits, setEdits] = useState<Partial<Values>>({});
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = differences(stored, edits);

  const discard = () => {
    setEdits({});
    setProblem(null);
  };
  const save = async () => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await send(change);
      setEdits({});
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    values: { ...stored, ...edits },
    set: (next) => setEdits((before) => ({ ...before, ...next })),
    changed: names(change),
    change,
    problem,
    busy,
    discard,
    save,
  };
}

/** The edits that say something else than what is stored. */
export function differences<Values extends object>(stored: Values, edits: Partial<Values>): Partial<Values> {
  const change: Partial<Values> = {};
  for (const name of names(edits)) if (!same(edits[name], stored[name])) change[name] = edits[name];
  return change;
}

function names<Values extends object>(values: Partial<Values>): (keyof Values & string)[] {
  const own = (name: string): name is keyof Values & string => Object.hasOwn(values, name);
  return Object.keys(values).filter(own);
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
