// Tabs by the book: one stop in the tab order, arrows move, the chosen tab names its panel.
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  shortcut?: string;
}

interface TabsProps<Value extends string> {
  /** Prefix of the ids; panels take `${id}-panel-${value}`. */
  id: string;
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  look?: 'pill' | 'line';
}

export function Tabs<Value extends string>({ id, label, tabs, value, onChange, look = 'line' }: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent) => {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const index = tabs.findIndex((tab) => tab.value === value);
    const target =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : step && (index + step + tabs.length) % tabs.length;
    const next = target === undefined ? undefined : tabs[target];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-tab-${next.value}`)}`)?.focus();
  };

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
      className={clsx('flex gap-1', look === 'line' && 'border-line border-b')}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.value}`}
          aria-selected={tab.value === value}
          aria-controls={`${id}-panel-${tab.value}`}
          aria-keyshortcuts={tab.shortcut}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className={clsx(
            'touch-target whitespace-nowrap font-medium text-13 text-fg-2 transition-colors duration-120 hover:text-fg aria-selected:text-fg',
            look === 'line' && '-mb-px h-9 border-transparent border-b-2 px-2 aria-selected:border-accent',
            look === 'pill' && 'h-6 rounded-control px-2 aria-selected:bg-hover',
          )}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
