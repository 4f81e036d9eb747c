// A text in which some stretches are marked: what a search found. Always text, whatever stands in it.
import { Fragment } from 'react';

interface MarkedProps {
  text: string;
  /** In order, none over another, in UTF-16 code units. */
  spans: readonly { start: number; end: number }[];
}

export function Marked({ text, spans }: MarkedProps) {
  let at = 0;
  const pieces = spans.map(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <Fragment key={start}>
        {before}
        <mark className="rounded-badge bg-warning-soft px-px font-semibold text-fg">{text.slice(start, end)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
