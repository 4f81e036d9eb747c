// Messages day by day: two bars a day that differ in pattern besides colour; each day can be reached by keyboard, and the same as a table.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChartNoAxesColumn, TableProperties } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { Analytics, Range } from '~/api/analytics';
import { dayOfYear } from '~/lib/dates';
import { useWidth } from '~/lib/use-width';
import { IconButton } from '~/ui/icon-button';
import { Panel, PlainTable } from './panel';
import { axisTop } from './words';

type Day = Analytics['days'][number];

const HEIGHT = 200;
const FOOT = 22;
/** Room for the numbers at the side. */
const SIDE = 36;
/** The least room for a day; where more days are shown than fit, the chart scrolls. */
const LEAST_DAY = 7;
/** Room for a date under the days. */
const LABEL = 64;

export function DaysChart({ days, range }: { days: readonly Day[]; range: Range }) {
  const { t } = useLingui();
  const [asTable, setAsTable] = useState(false);
  const busiest = days.reduce((most, day) => (all(day) > all(most) ? day : most), days[0] ?? none);
  const summary = t`Most on ${dayOfYear(busiest.date)}, with ${all(busiest)} messages.`;
  return (
    <Panel
      title={t`Messages by day`}
      summary={summary}
      table="days"
      range={range}
      tools={
        <IconButton
          icon={asTable ? ChartNoAxesColumn : TableProperties}
          label={asTable ? t`View as chart` : t`View as table`}
          onClick={() => setAsTable(!asTable)}
        />
      }
    >
      {asTable ? (
        <PlainTable
          label={t`Messages by day`}
          head={[{ text: t`Day` }, { text: t`In`, number: true }, { text: t`Out`, number: true }]}
          rows={days.map((day) => ({
            key: day.date,
            cells: [dayOfYear(day.date), `${day.inbound}`, `${day.outbound}`],
          }))}
        />
      ) : (
        <Chart days={days} />
      )}
    </Panel>
  );
}

const none: Day = { date: '1970-01-01', inbound: 0, outbound: 0 };
const all = ({ inbound, outbound }: Day) => inbound + outbound;

function Chart({ days }: { days: readonly Day[] }) {
  const { t } = useLingui();
  const pattern = useId();
  const [at, setAt] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const top = axisTop(Math.max(...days.map((day) => Math.max(day.inbound, day.outbound))));
  // Drawn in the pixels there are, so that words keep their size on a phone and on a wide screen.
  const width = Math.max(useWidth(frame) - SIDE, days.length * LEAST_DAY);
  const step = width / days.length;
  const bar = step / 3;
  const y = (value: number) => HEIGHT - (value / top) * (HEIGHT - 8);
  const every = Math.ceil(LABEL / step);
  const shown = at === null ? null : days[at];
  const move = (by: number) => {
    const next = Math.min(days.length - 1, Math.max(0, (at ?? (by > 0 ? -1 : days.length)) + by));
    setAt(next);
    frame.current?.querySelectorAll('[data-day]')[next]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-fg-2">
        <Key fill="var(--accent)">
          <Trans>In</Trans>
        </Key>
        <Key fill={`url(#${pattern})`}>
          <Trans>Out</Trans>
        </Key>
        <span aria-live="polite" className="ms-auto tabular-nums">
          {shown && t`${dayOfYear(shown.date)}: ${shown.inbound} in, ${shown.outbound} out`}
        </span>
      </p>
      <div
        ref={frame}
        role="application"
        aria-roledescription={t`chart`}
        aria-label={t`Messages by day. Arrow keys go from day to day.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is read day by day with the arrow keys
        tabIndex={0}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          move(by);
        }}
        onBlur={() => setAt(null)}
        className="scroller overflow-x-auto rounded-control focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-2"
      >
        <svg aria-hidden="true" width={width + SIDE} height={HEIGHT + FOOT} className="block max-w-none">
          <defs>
            <pattern id={pattern} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="4" height="4" fill="var(--info)" fillOpacity="0.35" />
              <rect width="1.6" height="4" fill="var(--info)" />
            </pattern>
          </defs>
          {[0, 0.5, 1].map((part) => (
            <g key={part}>
              <line x1="34" x2={width + SIDE} y1={y(top * part)} y2={y(top * part)} stroke="var(--line)" />
              <text x="30" y={y(top * part) + 4} textAnchor="end" fontSize="11" fill="var(--fg-3)">
                {top * part}
              </text>
            </g>
          ))}
          {days.map((day, index) => {
            const x = SIDE + index * step;
            return (
              <g key={day.date} data-day={day.date} onPointerEnter={() => setAt(index)}>
                <rect x={x} y="0" width={step} height={HEIGHT} fill={at === index ? 'var(--hover)' : 'transparent'} />
                <rect
                  x={x + step * 0.14}
                  y={y(day.inbound)}
                  width={bar}
                  height={HEIGHT - y(day.inbound)}
                  fill="var(--accent)"
                />
                <rect
                  x={x + step * 0.52}
                  y={y(day.outbound)}
                  width={bar}
                  height={HEIGHT - y(day.outbound)}
                  fill={`url(#${pattern})`}
                  stroke="var(--info)"
                  strokeWidth="0.5"
                />
                {index % every === 0 && (
                  <text x={x + step / 2} y={HEIGHT + 15} textAnchor="middle" fontSize="11" fill="var(--fg-3)">
                    {dayOfYear(day.date)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}

function Key({ fill, children }: { fill: string; children: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <svg aria-hidden="true" className="size-3">
        <rect width="12" height="12" fill={fill} stroke="var(--line-strong)" strokeWidth="0.5" />
      </svg>
      {children}
    </span>
  );
}
