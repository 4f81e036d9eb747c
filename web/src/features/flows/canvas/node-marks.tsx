// What an overlay puts on a card: done, current, failed, how often, how many runs, what changed. Never by colour alone.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Check, CircleDot, Minus, Pencil, Plus, X } from 'lucide-react';
import { number } from '~/lib/format';
import type { NodeOverlay } from './overlay';

/** The ring and the dimming of a card. */
export function ringOf(overlay: NodeOverlay | undefined): string | undefined {
  if (!overlay) return undefined;
  return clsx(
    overlay.state === 'done' && 'ring-2 ring-success/45',
    overlay.state === 'current' && 'ring-3 ring-info/70',
    overlay.state === 'failed' && 'ring-2 ring-danger/70',
    overlay.state === 'skipped' && 'opacity-40',
    overlay.change === 'added' && 'ring-2 ring-success',
    overlay.change === 'removed' && 'border-dashed opacity-60 ring-2 ring-danger/60',
    overlay.change === 'changed' && 'ring-2 ring-warning',
  );
}

export function NodeMarks({ overlay }: { overlay: NodeOverlay | undefined }) {
  const { t } = useLingui();
  if (!overlay) return null;
  const { state, visits, live, entered, change, label } = overlay;
  return (
    <>
      <span className="absolute -start-2 -top-2 flex gap-1" title={label}>
        {state === 'done' && <Mark tone="bg-success text-surface" icon={Check} label={t`Done`} />}
        {state === 'current' && <Mark tone="bg-info text-surface" icon={CircleDot} label={t`Here now`} />}
        {state === 'failed' && <Mark tone="bg-danger text-danger-fg" icon={X} label={t`Failed`} />}
        {change === 'added' && <Mark tone="bg-success text-surface" icon={Plus} label={t`Added`} />}
        {change === 'removed' && <Mark tone="bg-danger text-danger-fg" icon={Minus} label={t`Removed`} />}
        {change === 'changed' && <Mark tone="bg-warning text-surface" icon={Pencil} label={t`Changed`} />}
        {visits !== undefined && visits > 1 && (
          <span className="flex h-4.5 items-center rounded-full bg-fg px-1.5 font-semibold text-[11px] text-surface">
            {visits}×
          </span>
        )}
      </span>
      {(live !== undefined || entered !== undefined) && (
        <span className="absolute start-2 -bottom-6 flex items-center gap-2 whitespace-nowrap text-[11px] text-fg-3">
          {live !== undefined && live > 0 && (
            <span className="flex items-center gap-1 font-medium text-info" title={t`Runs that are here now`}>
              <span aria-hidden="true" className="size-2 animate-pulse rounded-full bg-info" />
              {number(live)}
            </span>
          )}
          {entered !== undefined && <span title={t`Runs that came here`}>{number(entered)}</span>}
        </span>
      )}
    </>
  );
}

function Mark({ tone, icon: Icon, label }: { tone: string; icon: typeof Check; label: string }) {
  return (
    <span role="img" aria-label={label} className={`flex size-4.5 items-center justify-center rounded-full ${tone}`}>
      <Icon aria-hidden="true" className="size-3" strokeWidth={2.5} />
    </span>
  );
}
