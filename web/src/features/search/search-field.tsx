// The box one types a search into, with what could be written next below it. Tab takes the first suggestion.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { members, tags } from '~/api/team';
import { teams } from '~/api/teams';
import { type Command, useCommands } from '~/layouts/commands';
import { IconButton } from '~/ui/icon-button';
import { Kbd } from '~/ui/kbd';
import { suggest } from './suggest';

interface SearchFieldProps {
  value: string;
  /** Why it cannot be understood, and what to write instead. */
  problem: string | null;
  onChange: (value: string) => void;
  onMove: (step: 1 | -1) => void;
  onOpen: () => void;
}

const REST_MS = 200;

export function SearchField({ value, problem, onChange, onMove, onOpen }: SearchFieldProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const suggestions = suggest(typed, useNames(typed));

  // The address changed by other means: Back, a recent search, an example.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => input.current?.focus(), []);

  const tell = (next: string) => {
    clearTimeout(timer.current);
    setTold(next.trim());
    onChange(next.trim());
  };
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    if (next.trim() === '') tell('');
    else timer.current = setTimeout(() => tell(next), REST_MS);
  };
  const take = (query: string) => {
    input.current?.focus();
    type(query);
  };
  const commands = useMemo(
    (): Command[] => [
      { id: 'search', label: t`Search`, scope: 'global', keys: ['/'], run: () => input.current?.focus() },
    ],
    [t],
  );
  useCommands(commands);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const first = suggestions[0];
    if (event.key === 'Tab' && !event.shiftKey && first) {
      event.preventDefault();
      take(first.query);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      onMove(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What was typed a moment ago is looked for before anything is opened.
      if (typed.trim() === told) onOpen();
      else tell(typed);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (typed) take('');
      else input.current?.blur();
    }
  };

  return (
    <div role="search" className="flex max-w-180 flex-col gap-1.5">
      <div className="relative">
        <Search
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute start-3 top-1/2 size-4 text-fg-3"
        />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          dir="auto"
          maxLength={512}
          autoComplete="off"
          spellCheck={false}
          aria-label={t`Search messages, notes and contacts`}
          aria-describedby={hint}
          aria-invalid={problem !== null}
          placeholder={t`Search messages, notes and contacts`}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-10 w-full rounded-control border border-line-strong bg-surface ps-9 pe-9 text-14 aria-invalid:border-danger coarse:h-11 coarse:text-16"
        />
        {typed !== '' && (
          <IconButton
            icon={X}
            size="sm"
            label={t`Clear search`}
            onClick={() => take('')}
            className="-translate-y-1/2 absolute end-1.5 top-1/2"
          />
        )}
      </div>
      <p id={hint} role={problem ? 'alert' : undefined} className={problem ? 'text-13 text-danger' : 'sr-only'}>
        {problem ?? t`Arrow keys move through the results, Enter opens, Tab takes a suggestion.`}
      </p>
      {suggestions.length > 0 && (
        <ul aria-label={t`Suggestions`} className="flex flex-wrap items-center gap-1.5">
          {suggestions.map(({ label, query }, index) => (
            <li key={label}>
              <button
                type="button"
                tabIndex={-1}
                onClick={() => take(query)}
                className="flex min-h-6 items-center gap-1.5 rounded-full border border-line-strong px-2 font-mono text-12 text-fg-2 hover:bg-hover coarse:min-h-11"
              >
                <bdi>{label}</bdi>
                {index === 0 && (
                  <span className="coarse:hidden">
                    <Kbd keys="Tab" />
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Names that may follow an operator. */
function useNames(typed: string) {
  const { id: ws } = useWorkspace();
  // Asked for once an operator stands there that a name may follow.
  const enabled = typed.includes(':');
  const people = useQuery({ ...members.list(ws), enabled });
  const labels = useQuery({ ...tags.list(ws), enabled });
  const groups = useQuery({ ...teams.list(ws), enabled });
  return {
    members: (people.data ?? []).map((member) => member.name),
    tags: (labels.data ?? []).map((tag) => tag.name),
    teams: (groups.data ?? []).map((team) => team.name),
  };
}
