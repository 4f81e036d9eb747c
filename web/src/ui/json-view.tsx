// JSON to read: indented, coloured, to copy. Text that is not JSON is shown as it is.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';

interface JsonViewProps {
  /** What it shows, for the accessible name. */
  label: string;
  value: unknown;
  className?: string;
}

/** Longer texts are not coloured: the colours would cost more than they tell. */
const COLOUR_UP_TO = 60_000;
const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function JsonView({ label, value, className = '' }: JsonViewProps) {
  const { t } = useLingui();
  const text = pretty(value);
  return (
    <div className={`relative min-h-0 min-w-0 rounded-card border border-line bg-sunken ${className}`}>
      <CopyButton
        text={text}
        label={t`Copy`}
        className="absolute end-2 top-2 flex h-7 items-center gap-1 rounded-control border border-line bg-surface px-2 text-12 font-medium text-fg-2 hover:bg-hover"
      />
      <pre
        role="region"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        dir="ltr"
        className="ring-inside scroller max-h-[inherit] overflow-auto rounded-card p-3 pe-20 text-start font-mono text-12 leading-5 whitespace-pre-wrap"
      >
        {text.length > COLOUR_UP_TO ? text : coloured(text)}
      </pre>
    </div>
  );
}

/** Indented JSON; a text that holds JSON is indented too. */
export function pretty(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? '';
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

function coloured(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    const [whole, string, colon, word] = match;
    if (match.index > from) parts.push(text.slice(from, match.index));
    const look = colon ? 'text-fg-2' : string ? 'text-success' : word ? 'text-warning' : 'text-accent-text';
    parts.push(
      <span key={match.index} className={look}>
        {whole}
      </span>,
    );
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts;
}
