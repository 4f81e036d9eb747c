// Steps forward and back through a trail: buttons, and `[` and `]`.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '~/layouts/commands';
import { IconButton } from '~/ui/icon-button';

interface Props {
  place: number;
  count: number;
  onPlace: (place: number) => void;
}

export function StepKeys({ place, count, onPlace }: Props) {
  const { t } = useLingui();
  const latest = useRef({ place, count, onPlace });
  useEffect(() => {
    latest.current = { place, count, onPlace };
  });
  const commands = useMemo((): Command[] => {
    const move = (by: number) => {
      const { place: at, count: all, onPlace: go } = latest.current;
      if (at + by >= 0 && at + by < all) go(at + by);
    };
    return [
      { id: 'next-step', label: t`Next step`, scope: 'global', keys: [']'], run: () => move(1) },
      { id: 'previous-step', label: t`Previous step`, scope: 'global', keys: ['['], run: () => move(-1) },
    ];
  }, [t]);
  useCommands(commands);
  const none = count === 0;
  const first = none || place === 0 ? t`This is the first step.` : null;
  const last = none || place === count - 1 ? t`This is the last step.` : null;
  return (
    <div
      role="toolbar"
      aria-label={t`Walk through the steps`}
      className="flex shrink-0 items-center gap-1 border-line border-b px-3 py-1"
    >
      <IconButton
        icon={ChevronFirst}
        size="sm"
        directional
        label={t`First step`}
        disabledReason={first}
        onClick={() => onPlace(0)}
      />
      <IconButton
        icon={ChevronLeft}
        size="sm"
        directional
        label={t`Previous step`}
        shortcut="["
        disabledReason={first}
        onClick={() => onPlace(place - 1)}
      />
      <input
        type="range"
        min={0}
        max={Math.max(0, count - 1)}
        value={place}
        disabled={none}
        aria-label={t`Step`}
        aria-valuetext={t`Step ${place + 1} of ${count}`}
        onChange={(event) => onPlace(event.target.valueAsNumber)}
        className="h-6 min-w-0 max-w-80 flex-1 accent-accent"
      />
      <IconButton
        icon={ChevronRight}
        size="sm"
        directional
        label={t`Next step`}
        shortcut="]"
        disabledReason={last}
        onClick={() => onPlace(place + 1)}
      />
      <IconButton
        icon={ChevronLast}
        size="sm"
        directional
        label={t`Last step`}
        disabledReason={last}
        onClick={() => onPlace(count - 1)}
      />
      <span className="ps-1 text-12 text-fg-2 tabular-nums" aria-hidden="true">
        <Trans>
          {none ? 0 : place + 1} of {count}
        </Trans>
      </span>
    </div>
  );
}
