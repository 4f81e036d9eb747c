// What is being written, kept per member, conversation and tab, so that no reload loses words.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { loadString, save } from '~/lib/storage';

export type Tab = 'reply' | 'note';

const SAVE_AFTER_MS = 300;

export function useDraft(conversation: string, tab: Tab): [string, (text: string) => void] {
  const { user } = useWorkspace();
  const key = draftKey(user.id, conversation, tab);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const text = drafts[key] ?? loadString(key, '');
  const unsaved = useRef<{ key: string; text: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current) save(unsaved.current.key, unsaved.current.text);
    unsaved.current = null;
  }, []);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

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
