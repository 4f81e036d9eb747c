// The frame of one chart or table: its name, what it says in one sentence, and the CSV.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { analyticsCsv, type Range } from '~/api/analytics';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { download } from '~/api/imports';
import { IconButton } from '~/ui/icon-button';
import { toast } from '~/ui/toast';

interface Props {
  title: string;
  summary: string;
  /** The table's name for the server. */
  table: string;
  range: Range;
  tools?: ReactNode;
  children: ReactNode;
}

export function Panel({ title, summary, table, range, tools, children }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const heading = useId();
  const take = useMutation({
    mutationFn: () => download(analyticsCsv(id, table, range), `${table}.csv`),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  return (
    <section
      aria-labelledby={heading}
      className="flex min-w-0 flex-col gap-4 rounded-card border border-line bg-surface p-4"
    >
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={heading} className="font-semibold text-14">
            {title}
          </h2>
          <p className="text-13 text-fg-3">{summary}</p>
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {tools}
          <IconButton
            icon={Download}
            label={t`Download “${title}” as CSV`}
            disabledReason={take.isPending ? t`It is being written.` : null}
            onClick={() => take.mutate()}
          />
        </div>
      </header>
      {children}
    </section>
  );
}

export interface Cell {
  text: string;
  /** Numbers stand at the end. */
  number?: boolean;
}

interface TableProps {
  label: string;
  head: readonly Cell[];
  rows: readonly { key: string; cells: readonly string[] }[];
}

export function PlainTable({ label, head, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="scroller relative overflow-x-auto rounded-control">
      <table aria-label={label} className="w-full text-13">
        <thead>
          <tr className="border-line border-b text-fg-3">
            {head.map(({ text, number }) => (
              <th key={text} scope="col" className={`px-2 py-1.5 font-medium ${number ? 'text-end' : 'text-start'}`}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((text, at) => (
                <td
                  key={head[at]?.text ?? at}
                  className={`px-2 py-1.5 ${head[at]?.number ? 'text-end tabular-nums' : 'max-w-60 truncate text-start'}`}
                >
                  <bdi>{text}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
