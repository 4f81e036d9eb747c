// How many deliveries are in each state; pressing one filters the list.
import { useLingui } from '@lingui/react/macro';
import { number } from '~/lib/format';
import { fields, number as readNumber } from '~/whatsapp/read';
import { type EventState, eventStates } from './search';
import { useStateName } from './state-badge';

interface Props {
  stats: unknown;
  state: EventState | undefined;
  onState: (state: EventState | undefined) => void;
}

export function EventStats({ stats, state, onState }: Props) {
  const { t } = useLingui();
  const name = useStateName();
  const counts = fields(stats);
  return (
    <div role="group" aria-label={t`State`} className="flex flex-wrap gap-1.5">
      <Chip label={t`All`} count={null} pressed={state === undefined} onPress={() => onState(undefined)} />
      {eventStates.map((one) => (
        <Chip
          key={one}
          label={name(one)}
          count={readNumber(counts[one])}
          alarm={one === 'dead'}
          pressed={state === one}
          onPress={() => onState(state === one ? undefined : one)}
        />
      ))}
    </div>
  );
}

interface ChipProps {
  label: string;
  count: number | null;
  alarm?: boolean;
  pressed: boolean;
  onPress: () => void;
}

function Chip({ label, count, alarm, pressed, onPress }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="touch-target inline-flex h-7 items-center gap-1.5 rounded-full border border-line bg-surface px-3 font-medium text-12 text-fg-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-accent-text"
    >
      {label}
      {count !== null && (
        <span className={alarm && count > 0 ? 'font-semibold text-danger' : 'text-fg-3'}>
          {count >= 999 ? '999+' : number(count)}
        </span>
      )}
    </button>
  );
}
