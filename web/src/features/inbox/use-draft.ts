// What is being written, kept per member, conversation and tab, so that no reload loses words; the server keeps it for other browsers.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { loadString, save } from '~/lib/storage';

export type Tab = 'reply' | 'note';

const SAVE_AFTER_MS = 300;

/** Not needed at first paint. */
const sync = () => import('./draft-sync');
const ignore = () => undefined;

export function useDraft(conversation: string, tab: Tab): [string, (text: string) => void] {
  const { id: ws, user, can } = useWorkspace();
  const mayWrite = can.has('messages:send');
  const key = draftKey(user.id, conversation, tab);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const text = drafts[key] ?? loadString(key, '');
  const unsaved = useRef<{ key: string; text: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const place = useMemo(
    () => (mayWrite ? { workspace: ws, conversation, box: tab, key } : null),
    [mayWrite, ws, conversation, tab, key],
  );

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current) {
      const { key: into, text: words } = unsaved.current;
      save(into, words);
      if (place?.key === into) void sync().then(({ push }) => push(place, words), ignore);
    }
    unsaved.current = null;
  }, [place]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  // What was written in another browser, unless something newer stands here.
  useEffect(() => {
    if (!place) return;
    let current = true;
    const here = loadString(place.key, '');
    void sync()
      .then(({ pull }) => pull(place, here))
      .then((words) => {
        if (!current || words === null || unsaved.current?.key === place.key) return;
        save(place.key, words);
        setDrafts((all) => ({ ...all, [place.key]: words }));
      }, ignore);
    return () => {
      current = false;
    };
  }, [place]);

  const setText = (next: string) => {
    setDrafts((all) => ({ ...all, [key]: next }));
    unsaved.current = { key, text: next };
    clearTimeout(timer.current);
    if (next === '') flush();
    else timer.current = setTimeout(flush, SAVE_AFTER_MS);
  };
  return [text, setText];
}

/** Where a draft is stored. */
export function draftKey(user: string, conversation: string, tab: Tab): string {
  return `draft.${user}.${conversation}.${tab}`;
}
