// Which conversation will probably be opened next: the one pointed at, the one the keys stand on, the one after the open one.
import { useEffect, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';

/** Who only passes over a row asks for nothing. */
const INTENT_MS = 80;

/** The answer takes the row under the pointer; null when there is none. */
export function useThreadAhead(probable: string | null | undefined): (pointed: string | null) => void {
  const { id: ws } = useWorkspace();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const last = useRef<string | null>(null);
  const point = (conversation: string | null) => {
    if (conversation === last.current) return;
    last.current = conversation;
    clearTimeout(timer.current);
    if (conversation) timer.current = setTimeout(() => fetchAhead(ws, conversation), INTENT_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!probable) return;
    const soon = setTimeout(() => fetchAhead(ws, probable), INTENT_MS);
    return () => clearTimeout(soon);
  }, [ws, probable]);
  return point;
}

/** Not needed at first paint. */
function fetchAhead(workspace: string, conversation: string): void {
  void import('./fetch-thread-ahead').then(({ fetchThreadAhead }) => fetchThreadAhead(workspace, conversation));
}
