// Sections and rows of a list message: to read in the console, to choose from on the phone.
import { Check } from 'lucide-react';
import type { Action, Choice } from '../interactive';

interface Props {
  sections: Extract<Action, { kind: 'list' }>['sections'];
  chosen: readonly string[];
  onChoose?: (row: Choice) => void;
}

export function ListRows({ sections, chosen, onChoose }: Props) {
  return sections.map((section, index) => (
    <section key={index} className="py-1">
      {section.title && (
        <h3 dir="auto" className="py-1 text-12 font-semibold text-accent-text">
          {section.title}
        </h3>
      )}
      <ul>
        {section.rows.map((row) => (
          <li key={row.id} className="border-b border-line last:border-b-0">
            {onChoose ? (
              <button
                type="button"
                className="ring-inside flex min-h-11 w-full items-center gap-3 py-2 text-start hover:bg-hover"
                onClick={() => onChoose(row)}
              >
                <RowText row={row} />
                <span aria-hidden className="size-4.5 shrink-0 rounded-full border-2 border-line-strong" />
              </button>
            ) : (
              <div className="flex items-center gap-3 py-2">
                <RowText row={row} />
                {chosen.includes(row.id) && <Check aria-hidden className="size-4 shrink-0 text-success" />}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

function RowText({ row }: { row: Choice }) {
  return (
    <span className="min-w-0 flex-1">
      <bdi className="block">{row.title}</bdi>
      {row.description && <bdi className="block text-12 text-fg-2">{row.description}</bdi>}
    </span>
  );
}
