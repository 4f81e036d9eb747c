// A searchable menu at the pointer: type, arrows, Enter. For kinds of steps, steps to go to, exits to begin at.
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Position } from '~/api/flows-types';
import { focusAtOnce } from '~/lib/focus-at-once';

export interface Pick {
  id: string;
  label: string;
  note?: string | undefined;
  group?: string;
  icon?: ReactNode;
  /** More that typing finds. */
  words?: string;
}

interface QuickPickProps {
  label: string;
  at: Position;
  options: readonly Pick[];
  onPick: (id: string) => void;
  onClose: () => void;
}

const WIDTH = 296;
const HEIGHT = 380;

export function QuickPick({ label, at, options, onPick, onClose }: QuickPickProps) {
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = search(options, query);
  const current = Math.min(active, Math.max(0, found.length - 1));
  useClosing(box, onClose);
  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, current]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length > 0) setActive((current + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = found[current];
      if (option) onPick(option.id);
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    }
  };

  const room = window.innerWidth < 768;
  const place = room
    ? { insetInline: 8, bottom: 8 }
    : {
        left: Math.max(8, Math.min(at.x, window.innerWidth - WIDTH - 8)),
        top: Math.max(8, Math.min(at.y, window.innerHeight - HEIGHT - 8)),
        width: WIDTH,
      };
  return createPortal(
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className="fixed z-40 flex flex-col overflow-hidden rounded-card border border-line bg-surface text-fg shadow-2"
      style={{ ...place, maxHeight: HEIGHT }}
    >
      <input
        ref={focusAtOnce}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${current}` : undefined}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="ring-inside h-10 shrink-0 border-line border-b bg-transparent px-3 text-14 outline-none"
      />
      <div id={listId} role="listbox" aria-label={label} className="scroller min-h-0 flex-1 p-1">
        {found.map((option, index) => (
          <div key={option.id}>
            {option.group && option.group !== found[index - 1]?.group && (
              <p className="px-2 pt-2 pb-1 font-medium text-11 text-fg-3">{option.group}</p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys */}
            <div
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onPointerMove={() => setActive(index)}
              onClick={() => onPick(option.id)}
              className={clsx(
                'flex min-h-9 items-center gap-2.5 rounded-control px-2 py-1 text-13 coarse:min-h-11',
                index === current && 'bg-hover',
              )}
            >
              {option.icon}
              <span className="flex min-w-0 flex-col">
                <span dir="auto" className="truncate">
                  {option.label}
                </span>
                {option.note && <span className="truncate text-11 text-fg-3">{option.note}</span>}
              </span>
            </div>
          </div>
        ))}
        {found.length === 0 && (
          <p className="px-3 py-6 text-center text-13 text-fg-3">
            <Trans>Nothing is called that.</Trans>
          </p>
        )}
      </div>
    </div>,
    document.body,
  );
}

/** Each word must be somewhere; what begins with the first one comes first. */
export function search(options: readonly Pick[], query: string): readonly Pick[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const text = (option: Pick) => `${option.label} ${option.words ?? ''} ${option.note ?? ''}`.toLocaleLowerCase();
  const starts = (option: Pick) => Number(option.label.toLocaleLowerCase().startsWith(words[0] ?? ''));
  const found = options.filter((option) => words.every((word) => text(option).includes(word)));
  return found.toSorted((a, b) => starts(b) - starts(a));
}

/** A press elsewhere closes; the focus goes back to where it was. */
function useClosing(box: React.RefObject<HTMLDivElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close.current();
    };
    // The press that opened it is over.
    const timer = setTimeout(() => document.addEventListener('pointerdown', press, true));
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', press, true);
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
        before.focus({ preventScroll: true });
    };
  }, [box]);
}
