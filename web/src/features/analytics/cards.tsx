// The figures of the whole stretch, each with how it moved against the days before.
import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Totals } from '~/api/analytics';
import { change, span } from './words';

interface CardProps {
  label: string;
  value: string;
  note?: string | undefined;
  now: number | null;
  before: number | null | undefined;
  /** Less is better, as with waits. */
  less?: boolean;
}

export function Cards({ totals, before }: { totals: Totals; before: Totals | null }) {
  const { t, i18n } = useLingui();
  const number = (value: number) => i18n.number(value);
  return (
    <dl className="grid grid-cols-2 gap-4 md:grid-cols-3 xl:grid-cols-6">
      <Card
        label={t`Conversations`}
        value={number(totals.conversations)}
        now={totals.conversations}
        before={before?.conversations}
      />
      <Card label={t`Messages in`} value={number(totals.inbound)} now={totals.inbound} before={before?.inbound} />
      <Card label={t`Messages out`} value={number(totals.outbound)} now={totals.outbound} before={before?.outbound} />
      <Card
        label={t`First response`}
        value={span(totals.first_response_p50_seconds)}
        note={totals.answered > 0 ? t`9 of 10 within ${span(totals.first_response_p90_seconds)}` : undefined}
        now={totals.first_response_p50_seconds}
        before={before?.first_response_p50_seconds}
        less
      />
      <Card
        label={t`Time to close`}
        value={span(totals.resolution_p50_seconds)}
        note={totals.closings > 0 ? t`9 of 10 within ${span(totals.resolution_p90_seconds)}` : undefined}
        now={totals.resolution_p50_seconds}
        before={before?.resolution_p50_seconds}
        less
      />
      <Card label={t`Billed by Meta`} value={number(totals.billable)} now={totals.billable} before={before?.billable} />
    </dl>
  );
}

function Card({ label, value, note, now, before, less }: CardProps) {
  const { t } = useLingui();
  const moved = change(now, before);
  const good = moved !== null && moved !== 0 && moved < 0 === (less ?? false);
  const Icon = moved !== null && moved < 0 ? ArrowDown : ArrowUp;
  const by = moved === null ? 0 : Math.abs(moved);
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-card border border-line bg-surface p-4">
      <dt className="text-13 text-fg-2">{label}</dt>
      <dd className="font-semibold text-20 tabular-nums">{value}</dd>
      {note && <dd className="text-12 text-fg-3">{note}</dd>}
      {moved !== null && (
        <dd
          className={`flex items-center gap-0.5 text-12 ${moved === 0 || less === undefined ? 'text-fg-3' : good ? 'text-success' : 'text-warning'}`}
        >
          {moved !== 0 && <Icon aria-hidden="true" className="size-3.5" />}
          {moved === 0 ? t`as before` : moved < 0 ? t`${by} % less` : t`${by} % more`}
        </dd>
      )}
    </div>
  );
}
