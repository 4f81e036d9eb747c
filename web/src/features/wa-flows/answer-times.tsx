// How fast the endpoint answers, against Meta's thresholds: where half, nine in ten and 95 in a hundred of the answers lie.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { WaFlowStats } from '~/api/wa-flows';
import { LIMIT_MS, SLOW_MS, speedOf, speedTone } from './speed';

/** The share of failed exchanges from which it is worth a colour. */
const MANY_ERRORS = 0.05;

export function AnswerTimes({ stats }: { stats: WaFlowStats }) {
  const { t } = useLingui();
  const { exchanges, errors, p50_ms, p90_ms, p95_ms } = stats;
  if (exchanges === 0 || p90_ms === null)
    return (
      <p className="text-13 text-fg-3">
        <Trans>No phone has asked in the last seven days.</Trans>
      </p>
    );
  const rate = errors / exchanges;
  const figures = [
    { label: t`Exchanges`, value: exchanges.toLocaleString(), look: '' },
    {
      label: t`Errors`,
      value: `${errors.toLocaleString()} · ${(rate * 100).toFixed(1)} %`,
      look: rate >= MANY_ERRORS ? 'text-danger' : '',
    },
    { label: t`Half answered within`, ms: p50_ms },
    { label: t`9 of 10 within`, ms: p90_ms },
    { label: t`95 of 100 within`, ms: p95_ms },
  ].map((one) => ('value' in one ? one : { label: one.label, ...timed(one.ms) }));
  return (
    <div className="flex flex-col gap-4">
      <Judgement p90={p90_ms} />
      <Scale p50={p50_ms ?? p90_ms} p90={p90_ms} />
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {figures.map(({ label, value, look }) => (
          <div key={label} className="rounded-card border border-line p-3">
            <dt className="text-12 text-fg-3">{label}</dt>
            <dd className={`font-semibold text-16 tabular-nums ${look}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function timed(ms: number | null) {
  if (ms === null) return { value: '–', look: '' };
  return { value: `${ms.toLocaleString()} ms`, look: speedOf(ms) === 'fast' ? '' : speedTone(ms) };
}

function Judgement({ p90 }: { p90: number }) {
  switch (speedOf(p90)) {
    case 'fast':
      return (
        <p className="flex items-center gap-2 text-13 text-success">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
          <Trans>Fast enough for Meta.</Trans>
        </p>
      );
    case 'slow':
      return (
        <p role="alert" className="flex items-center gap-2 text-13 text-warning">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          <Trans>More than one answer in ten takes longer than a second. Meta may throttle the form.</Trans>
        </p>
      );
    case 'late':
      return (
        <p role="alert" className="flex items-center gap-2 text-13 text-danger">
          <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
          <Trans>More than one answer in ten comes after phones gave up. Meta may block the form.</Trans>
        </p>
      );
  }
}

/** From a millisecond to ten seconds, each step ten times the one before. */
function Scale({ p50, p90 }: { p50: number; p90: number }) {
  const { t } = useLingui();
  const place = (ms: number) => `${Math.min(1, Math.log10(Math.max(1, ms)) / Math.log10(LIMIT_MS)) * 100}%`;
  const tone = { fast: 'bg-success', slow: 'bg-warning', late: 'bg-danger' }[speedOf(p90)];
  return (
    <div
      role="img"
      aria-label={t`Half of the answers take ${p50} ms, nine in ten at most ${p90} ms; Meta warns above ${SLOW_MS} ms.`}
      dir="ltr"
      className="relative pt-1 pb-6"
    >
      <div className="h-2 rounded-full bg-sunken" />
      <div
        className={`absolute top-1 h-2 rounded-full ${tone}`}
        style={{ left: place(p50), width: `calc(${place(p90)} - ${place(p50)} + 0.5rem)` }}
      />
      {[
        { ms: 10, word: '10 ms' },
        { ms: 100, word: '100 ms' },
        { ms: SLOW_MS, word: t`1 s: Meta warns` },
      ].map(({ ms, word }) => (
        <span
          key={ms}
          className="absolute top-0 flex -translate-x-1/2 flex-col items-center"
          style={{ left: place(ms) }}
        >
          <span className={`h-4 w-px ${ms === SLOW_MS ? 'bg-warning' : 'bg-line-strong'}`} />
          <span className="whitespace-nowrap text-11 text-fg-3">{word}</span>
        </span>
      ))}
      <span className="absolute end-0 top-0 flex flex-col items-end">
        <span className="h-4 w-px bg-danger" />
        <span className="text-11 text-fg-3">{t`10 s`}</span>
      </span>
    </div>
  );
}
