// A text that saves itself while it is written: one save at a time, the newest wins, and a conflict is somebody's choice.
import { useEffect, useRef, useState } from 'react';
import { type ApiProblem, asProblem } from '~/api/errors';

export interface Kept {
  text: string;
  revision: number;
}

export type SavedState =
  | { kind: 'saved'; at: number | null }
  | { kind: 'waiting' | 'saving' }
  | { kind: 'failed'; problem: ApiProblem }
  /** Somebody else saved in between: what is stored now. */
  | { kind: 'conflict'; theirs: Kept };

export interface SavedText {
  text: string;
  set(text: string): void;
  state: SavedState;
  /** Saves what is not saved yet; false when that did not work. */
  flush(): Promise<boolean>;
  takeTheirs(): void;
  overwrite(): void;
}

interface Options {
  stored: Kept;
  save(text: string, revision: number): Promise<{ revision: number }>;
  load(): Promise<Kept>;
  locked?: boolean;
}

/** After the last key. */
const PAUSE = 800;

export function useSavedText({ stored, save, load, locked = false }: Options): SavedText {
  const [text, setText] = useState(stored.text);
  const [state, setState] = useState<SavedState>({ kind: 'saved', at: null });
  const now = useRef({ text: stored.text, saved: stored.text, revision: stored.revision });
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const write = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const { text: sent, saved, revision } = now.current;
    if (sent === saved) return true;
    setState({ kind: 'saving' });
    try {
      const answer = await save(sent, revision);
      now.current = { ...now.current, saved: sent, revision: answer.revision };
      if (now.current.text === sent) setState({ kind: 'saved', at: Date.now() });
      else later();
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 409 || problem.status === 412)
        setState({ kind: 'conflict', theirs: await load().catch(() => ({ text: saved, revision })) });
      else setState({ kind: 'failed', problem });
      return false;
    }
  };
  const flush = async (): Promise<boolean> => {
    if (running.current) await running.current;
    running.current = write();
    const done = await running.current;
    running.current = null;
    return done;
  };
  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  const later = () => {
    clearTimeout(timer.current);
    setState({ kind: 'waiting' });
    timer.current = setTimeout(() => void latest.current(), PAUSE);
  };

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (now.current.text !== now.current.saved) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
      // Leaving the page inside the console keeps what was typed last.
      void latest.current();
    };
  }, []);

  return {
    text,
    set(next) {
      setText(next);
      now.current.text = next;
      if (!locked && state.kind !== 'conflict') later();
    },
    state,
    flush,
    takeTheirs() {
      if (state.kind !== 'conflict') return;
      now.current = { text: state.theirs.text, saved: state.theirs.text, revision: state.theirs.revision };
      setText(state.theirs.text);
      setState({ kind: 'saved', at: null });
    },
    overwrite() {
      if (state.kind !== 'conflict') return;
      now.current.revision = state.theirs.revision;
      void flush();
    },
  };
}
