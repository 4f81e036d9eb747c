// The busiest hours of the week: a table whose cells are darker the more customers wrote.
import { useLingui } from '@lingui/react/macro';
import type { Analytics, Range } from '~/api/analytics';
import { weekday } from '~/lib/dates';
import { Panel } from './panel';

type Hour = Analytics['hours'][number];

const WEEK = [0, 1, 2, 3, 4, 5, 6];
const DAY = Array.from({ length: 24 }, (_, hour) => hour);

export function HoursGrid({ hours, range }: { hours: readonly Hour[]; range: Range }) {
  const { t } = useLingui();
  const counts = new Map(hours.map((hour) => [hour.weekday * 24 + hour.hour, hour.inbound]));
  const most = Math.max(1, ...counts.values());
  const busiest = [...counts].reduce((top, one) => (one[1] > top[1] ? one : top), [0, 0]);
  const [day, hour] = [Math.floor(busiest[0] / 24), busiest[0] % 24];
  return (
    <Panel
      title={t`Busiest hours`}
      summary={
        busiest[1] > 0
          ? t`Most customers write on ${weekday(day, 'long')}, from ${hour}:00 to ${hour + 1}:00.`
          : t`No customer wrote in these days.`
      }
      table="hours"
      range={range}
    >
      {/* Placed, so that the hidden counts stay inside what scrolls; to be focused, so that the arrow keys scroll it. */}
      <section
        aria-label={t`Messages from customers by hour of the week`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="scroller relative overflow-x-auto rounded-control focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-2"
      >
        <table
          aria-label={t`Messages from customers by hour of the week`}
          className="w-full min-w-160 table-fixed border-separate border-spacing-0.5 text-11"
        >
          <thead>
            <tr className="text-fg-3">
              <td className="w-12" />
              {DAY.map((one) => (
                <th key={one} scope="col" className="font-normal tabular-nums">
                  <span aria-hidden={one % 3 !== 0 || undefined} className={one % 3 === 0 ? '' : 'invisible'}>
                    {one}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEK.map((one) => (
              <tr key={one}>
                <th scope="row" className="pe-2 text-start font-normal text-fg-3">
                  {weekday(one, 'short')}
                </th>
                {DAY.map((at) => {
                  const count = counts.get(one * 24 + at) ?? 0;
                  const share = count === 0 ? 0 : 18 + Math.round((count / most) * 72);
                  return (
                    <td
                      key={at}
                      data-tooltip={t`${weekday(one, 'long')} ${at}:00: ${count}`}
                      className="h-6 rounded-badge bg-sunken text-center tabular-nums"
                      style={
                        share === 0
                          ? undefined
                          : { backgroundColor: `color-mix(in oklab, var(--accent) ${share}%, var(--surface))` }
                      }
                    >
                      <span className={share === 0 ? 'sr-only' : share > 50 ? 'text-accent-fg' : 'text-fg'}>
                        {count}
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
