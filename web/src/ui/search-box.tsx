// A search box that tells what was typed after a short rest, and at once on Enter or when emptied.
import { useLingui } from '@lingui/react/macro';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from './icon-button';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

const REST_MS = 250;

export function SearchBox({ label, value, onChange, className = '' }: SearchBoxProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address changed from elsewhere (Back, a link, "clear filters").
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = (next: string, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      told.current = next.trim();
      onChange(next.trim());
    }, wait);
  };
  const type = (next: string) => {
    setTyped(next);
    tell(next, next === '' ? 0 : REST_MS);
  };
  return (
    <div role="search" className={`relative ${className}`}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-fg-3"
        strokeWidth={1.75}
      />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        dir="auto"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell(typed, 0);
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            type('');
          }
        }}
        className="h-9 w-full rounded-control border border-line-strong bg-surface ps-8 pe-9 text-14 coarse:h-11"
      />
      {typed !== '' && (
        <IconButton
          icon={X}
          size="sm"
          label={t`Clear search`}
          onClick={() => type('')}
          className="absolute end-1 top-1/2 -translate-y-1/2"
        />
      )}
    </div>
  );
}
