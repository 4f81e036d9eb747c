// What customers sent with the form: a table whose columns are the form's own questions, with filters, and each answer sheet in a drawer.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleAlert, Download, Inbox, Paperclip, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Submission, submissions } from '~/api/submissions';
import type { WaFlow, WaFlowOutline } from '~/api/wa-flows';
import { listState, pagesOf } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { DateRange } from '~/ui/date-range';
import { EmptyState } from '~/ui/empty-state';
import { SearchBox } from '~/ui/search-box';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { AnswerValue } from './answer-value';
import { ForwardMarks } from './forward-marks';
import type { EditorSearch } from './search';
import { type AnswerColumn, columnsOf } from './submission-columns';
import { SubmissionDrawer } from './submission-drawer';

interface Props {
  flow: WaFlow;
  outline: WaFlowOutline | null;
  search: EditorSearch;
  onSearch(next: Partial<EditorSearch>): void;
}

export default function SubmissionsTab({ flow, outline, search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [saving, setSaving] = useState(false);
  const { submission, exchange: _, ...filter } = search;
  const query = { wa_flow: flow.id, ...(filter.q && { q: filter.q }), ...daysOf(filter) };
  const list = useInfiniteQuery(submissions.list(id, query));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const answers = columnsOf(rows, outline);
  const columns = useColumns(answers, outline, (row) => onSearch({ submission: row.id }));
  const state = listState(list, rows.length);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const csv = async () => {
    setSaving(true);
    try {
      save(await submissions.csv(id, query), `${flow.name}.csv`);
    } catch (error) {
      toast({ tone: 'danger', title: asProblem(error).detail });
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
        <SearchBox
          label={t`Search answers and people`}
          value={search.q ?? ''}
          onChange={(q) => onSearch({ q: q || undefined })}
          className="min-w-0 flex-1 basis-48"
        />
        <DateRange from={search.from} to={search.to} onChange={onSearch} />
        <Button icon={Download} busy={saving} onClick={() => void csv()}>
          <Trans>CSV</Trans>
        </Button>
      </div>
      {state === 'loading' && <Skeleton className="m-4 h-40" />}
      {state === 'error' && (
        <EmptyState
          icon={CircleAlert}
          title={asProblem(list.error).detail}
          action={
            <Button onClick={() => void list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        />
      )}
      {state === 'empty' &&
        (filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No submissions match`}
            action={
              <Button onClick={() => onSearch({ q: undefined, from: undefined, to: undefined })}>
                <Trans>Clear filters</Trans>
              </Button>
            }
          />
        ) : (
          <EmptyState icon={Inbox} title={t`Nothing was sent yet`}>
            <Trans>What customers send with this form appears here, and in their conversations.</Trans>
          </EmptyState>
        ))}
      {state === 'ready' && (
        <DataTable
          label={t`Submissions`}
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
          card={(row) => <Card row={row} columns={answers} onOpen={() => onSearch({ submission: row.id })} />}
          onOpen={(row) => onSearch({ submission: row.id })}
          current={submission}
          {...pagesOf(list)}
        />
      )}
      <SubmissionDrawer
        submission={submission ?? null}
        known={rows.find((row) => row.id === submission)}
        outline={outline}
        onClose={() => onSearch({ submission: undefined })}
      />
    </div>
  );
}

function useColumns(
  answers: AnswerColumn[],
  outline: WaFlowOutline | null,
  onOpen: (row: Submission) => void,
): Column<Submission>[] {
  const { t } = useLingui();
  const now = useNow();
  return [
    {
      id: 'contact',
      header: t`From`,
      width: 'minmax(10rem,1fr)',
      cell: (row) => (
        <button
          type="button"
          className="block max-w-full truncate text-start font-medium text-14 hover:underline"
          onClick={() => onOpen(row)}
        >
          <bdi>{row.contact?.name ?? t`Unknown`}</bdi>
        </button>
      ),
    },
    {
      id: 'at',
      header: t`Sent`,
      width: '6.5rem',
      cell: (row) => (
        <time dateTime={row.at} data-tooltip={exact(row.at)} className="text-13 text-fg-3">
          {ago(row.at, now)}
        </time>
      ),
    },
    ...answers.map(
      ({ key, label, width }): Column<Submission> => ({
        id: `answer ${key}`,
        header: <bdi>{label}</bdi>,
        width,
        cell: (row) => (
          <span className="block truncate text-13">
            <AnswerValue name={key} value={row.values.find((one) => one.key === key)?.value} outline={outline} />
          </span>
        ),
      }),
    ),
    {
      id: 'files',
      header: t`Files`,
      width: '4rem',
      cell: (row) =>
        row.files.length > 0 && (
          <span className="flex items-center gap-1 text-13 text-fg-2">
            <Paperclip aria-hidden="true" className="size-4" strokeWidth={1.75} />
            {row.files.length}
          </span>
        ),
    },
    { id: 'forwards', header: t`Handed on`, width: '6rem', cell: (row) => <ForwardMarks {...row.forwards} /> },
  ];
}

function Card({ row, columns, onOpen }: { row: Submission; columns: AnswerColumn[]; onOpen(): void }) {
  const { t } = useLingui();
  const now = useNow();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <button type="button" className="min-w-0 truncate font-medium text-14 hover:underline" onClick={onOpen}>
          <bdi>{row.contact?.name ?? t`Unknown`}</bdi>
        </button>
        <time dateTime={row.at} className="shrink-0 text-12 text-fg-3">
          {ago(row.at, now)}
        </time>
      </div>
      <p className="line-clamp-2 text-12 text-fg-2">
        {columns
          .slice(0, 3)
          .map(({ key, label }) => `${label}: ${String(row.values.find((one) => one.key === key)?.value ?? '–')}`)
          .join(' · ')}
      </p>
      <ForwardMarks {...row.forwards} />
    </div>
  );
}

/** Whole days of the filter, in this person's own time zone. */
function daysOf({ from, to }: Pick<EditorSearch, 'from' | 'to'>): { from?: string; to?: string } {
  const start = (day: string, later = 0) => {
    const at = new Date(`${day}T00:00:00`);
    at.setDate(at.getDate() + later);
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
  };
  const first = from === undefined ? null : start(from);
  const end = to === undefined ? null : start(to, 1);
  return { ...(first && { from: first }), ...(end && { to: end }) };
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
