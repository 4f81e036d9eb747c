// The simulator's clock: what time it is there, turning it forward, and starting over.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Clock, RotateCcw } from 'lucide-react';
import { queryClient } from '~/api/query-client';
import { moment, timeLeft } from '~/lib/dates';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { Menu, type MenuEntry } from '~/ui/menu';
import { control } from './control';
import { useLive } from './live';
import { simulator } from './queries';
import { attempt } from './use-phone';

const MINUTE = 60_000;
const steps = [MINUTE, 10 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE, 25 * 60 * MINUTE, 7 * 24 * 60 * MINUTE];

export function ClockMenu() {
  const { t } = useLingui();
  const clock = useQuery(simulator.clock());
  const line = useLive();

  const advance = (ms: number) =>
    attempt(control.advance(ms), (now) => queryClient.setQueryData(simulator.clock().queryKey, now));
  const reset = async () => {
    const sure = await confirm({
      title: t`Start the simulator over?`,
      body: t`Phones, chats, files and faults are forgotten, and the demo customers come back. What the inbox already received stays there.`,
      action: t`Start over`,
    });
    if (sure) await attempt(control.reset(), () => queryClient.invalidateQueries({ queryKey: ['simulator'] }));
  };
  const offset = clock.data?.offset_ms ?? 0;
  const entries: MenuEntry[] = [
    { kind: 'header', id: 'now', label: clock.data ? moment(clock.data.now) : t`Clock` },
    ...steps.map(
      (ms): MenuEntry => ({
        kind: 'item',
        id: String(ms),
        label: t`Turn forward ${timeLeft(ms)}`,
        onSelect: () => void advance(ms),
        ...(ms === 25 * 60 * MINUTE && { note: t`closes windows` }),
      }),
    ),
    { kind: 'separator', id: 'line' },
    { kind: 'item', id: 'reset', label: t`Start over…`, icon: RotateCcw, tone: 'danger', onSelect: () => void reset() },
  ];
  return (
    <div className="flex items-center gap-3">
      <span role="status" className="flex items-center gap-1.5 text-12 text-fg-2">
        <span aria-hidden="true" className={`size-2 rounded-full ${line === 'live' ? 'bg-success' : 'bg-warning'}`} />
        <span className={line === 'live' ? 'max-md:sr-only' : ''}>{line === 'live' ? t`Live` : t`Reconnecting…`}</span>
      </span>
      <Menu
        label={t`Simulator clock`}
        align="end"
        entries={entries}
        trigger={(props) => (
          <Button {...props} size="sm" icon={Clock}>
            {offset > 0 ? t`Clock +${timeLeft(offset)}` : t`Clock`}
          </Button>
        )}
      />
    </div>
  );
}
