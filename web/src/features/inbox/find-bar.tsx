// Search in the open conversation: how many, which one, the next and the one before. Messages far up are loaded when they are reached.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { search } from '~/api/search';
import { focusAtOnce } from '~/lib/focus-at-once';
import { IconButton } from '~/ui/icon-button';

interface FindBarProps {
  conversation: string;
  onJump: (to: { message: string | null; note: string | null }) => void;
  onClose: () => void;
}

/** Found at once; further ones are counted as more. */
const MOST = 200;
const REST_MS = 200;

export default function FindBar({ conversation, onJump, onClose }: FindBarProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const found = useInfiniteQuery(search.find(ws, { q: asked, conversation, limit: MOST }));
  const [place, setPlace] = useState({ asked: '', at: 0 });
  const fresh = useDeferredValue(found.isPlaceholderData) || typed.trim() !== asked;
  const hits = asked === '' ? [] : (found.data?.pages[0]?.data ?? []);
  const at = place.asked === asked ? Math.min(place.at, Math.max(0, hits.length - 1)) : 0;
  const hit = fresh ? undefined : hits[at];

  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  // The newest first, and whichever is stepped to.
  const jump = useRef(onJump);
  useEffect(() => {
    jump.current = onJump;
  });
  const message = hit?.anchor_message_id ?? null;
  const note = hit?.note_id ?? null;
  useEffect(() => {
    if (message !== null || note !== null) jump.current({ message, note });
  }, [message, note]);

  const step = (by: 1 | -1) => {
    if (hits.length > 0) setPlace({ asked, at: (at + by + hits.length) % hits.length });
  };
  const problem = found.isError ? asProblem(found.error) : null;
  const words = () => {
    if (typed.trim() === '') return '';
    if (problem) return problem.field('?q') ?? problem.detail;
    if (fresh || found.isPending) return t`Searching…`;
    if (hits.length === 0) return t`Nothing found`;
    const count = found.hasNextPage ? `${hits.length}+` : hits.length;
    return t`${at + 1} of ${count}`;
  };

  return (
    <search
      aria-label={t`Search in this conversation`}
      className="flex shrink-0 flex-wrap items-center gap-1 border-line border-b bg-surface px-3 py-1.5"
    >
      <input
        ref={focusAtOnce}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        dir="auto"
        maxLength={512}
        autoComplete="off"
        aria-label={t`Search in this conversation`}
        placeholder={t`Search in this conversation`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onClose();
          }
        }}
        className="h-8 min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-2.5 text-13 coarse:h-11 coarse:text-16"
      />
      <span role="status" className={`min-w-16 px-1 text-center text-12 ${problem ? 'text-danger' : 'text-fg-3'}`}>
        {words()}
      </span>
      <IconButton icon={ChevronUp} label={t`Older result`} onClick={() => step(1)} />
      <IconButton icon={ChevronDown} label={t`Newer result`} onClick={() => step(-1)} />
      <IconButton icon={X} label={t`Close search`} onClick={onClose} />
      <span className="sr-only">
        <Trans>Enter goes to the older one, Shift and Enter to the newer one.</Trans>
      </span>
    </search>
  );
}
