// The list inside a picker (fetched when the first one opens).
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { focusAtOnce } from '~/lib/focus-at-once';
import type { PickerProps } from './picker';

export default function PickerList({ label, placeholder, options, onPick, onCreate, createLabel }: PickerProps) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);

  const needle = query.trim().toLocaleLowerCase();
  const found = options.filter((option) => option.text.toLocaleLowerCase().includes(needle));
  const canCreate = onCreate && needle !== '' && !options.some((option) => option.text.toLocaleLowerCase() === needle);
  const count = found.length + (canCreate ? 1 : 0);
  const at = Math.min(active, Math.max(0, count - 1));

  const take = (index: number) => {
    const option = found[index];
    if (option) onPick(option.id);
    else if (canCreate) onCreate(query.trim());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count > 0) setActive((at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(at);
    }
  };

  return (
    <div className="flex w-64 max-w-full flex-col">
      <input
        ref={focusAtOnce}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={count > 0 ? `${listId}-${at}` : undefined}
        aria-label={label}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="h-10 w-full border-line border-b bg-transparent px-3 text-13 outline-none coarse:h-11"
      />
      <div id={listId} role="listbox" aria-label={label} className="scroller max-h-72 p-1">
        {found.map((option, index) => (
          <Row
            key={option.id}
            id={`${listId}-${index}`}
            active={index === at}
            checked={option.checked}
            onPick={() => take(index)}
            onHover={() => setActive(index)}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
          </Row>
        ))}
        {canCreate && (
          <Row
            id={`${listId}-${found.length}`}
            active={at === found.length}
            onPick={() => take(found.length)}
            onHover={() => setActive(found.length)}
          >
            <span className="truncate text-accent-text">{createLabel?.(query.trim()) ?? query}</span>
          </Row>
        )}
        {count === 0 && (
          <p className="px-2 py-3 text-center text-13 text-fg-3">
            <Trans>Nothing found</Trans>
          </p>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  active: boolean;
  checked?: boolean | undefined;
  onPick: () => void;
  onHover: () => void;
  children: ReactNode;
}

function Row({ id, active, checked, onPick, onHover, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox that owns this option
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={checked ?? active}
      onClick={onPick}
      onPointerMove={onHover}
      className={clsx(
        'flex min-h-8 select-none items-center gap-2.5 rounded-control px-2 py-1 text-13 coarse:min-h-11',
        active && 'bg-hover',
      )}
    >
      {children}
      {checked && <Check aria-hidden="true" className="size-4 shrink-0 text-accent-text" />}
    </div>
  );
}
