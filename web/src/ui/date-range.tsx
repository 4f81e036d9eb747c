// The days a list is narrowed to: from, to, either of them open. One row at every width.
import { useLingui } from '@lingui/react/macro';

/** Days as `2026-11-22`. */
interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

interface Props extends Days {
  /** The end that changed; undefined when it was emptied. */
  onChange: (changed: Days) => void;
}

const box =
  'h-9 min-w-0 grow rounded-control border border-line-strong bg-surface px-2 text-13 coarse:h-11 md:w-34 md:grow-0';

export function DateRange({ from, to, onChange }: Props) {
  const { t } = useLingui();
  return (
    <span className="flex w-full items-center gap-1.5 text-fg-3 md:w-auto">
      <input
        type="date"
        aria-label={t`From`}
        className={box}
        value={from ?? ''}
        max={to}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="date"
        aria-label={t`To`}
        className={box}
        value={to ?? ''}
        min={from}
        onChange={(event) => onChange({ to: event.target.value || undefined })}
      />
    </span>
  );
}
