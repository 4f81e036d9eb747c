// Tells screen readers about new messages: politely, once, and at most every two seconds.
import { plural } from '@lingui/core/macro';
import { useEffect, useRef, useState } from 'react';
import { newSince, type TimelineEntry } from './timeline';

const PACE_MS = 2000;

export function useAnnounce(entries: readonly TimelineEntry[]): string {
  const [text, setText] = useState('');
  const lastId = entries.at(-1)?.id ?? null;
  const told = useRef(lastId);
  const latest = useRef(entries);
  useEffect(() => {
    latest.current = entries;
  });
  useEffect(() => {
    if (lastId === told.current) return;
    const timer = setTimeout(() => {
      const fresh = newSince(latest.current, told.current);
      told.current = latest.current.at(-1)?.id ?? null;
      setText(fresh > 0 ? plural(fresh, { one: '# new message', other: '# new messages' }) : '');
    }, PACE_MS);
    return () => clearTimeout(timer);
  }, [lastId]);
  return text;
}
