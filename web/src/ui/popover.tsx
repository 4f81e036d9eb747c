// A small panel beside its trigger, for a picker or a short form. What floats is fetched when first needed.
import { lazy, type ReactElement, type ReactNode, Suspense, useRef, useState } from 'react';
import type { TriggerProps } from './menu';

export interface PopoverProps {
  label: string;
  trigger: (props: TriggerProps) => ReactElement;
  /** Drawn while open. */
  children: (close: () => void) => ReactNode;
  side?: 'bottom' | 'top';
  align?: 'start' | 'end' | 'center';
  className?: string;
  /** Open from outside (a shortcut). */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

const PopoverPopup = lazy(() => import('./popover-popup'));

export function Popover({
  label,
  trigger,
  children,
  side = 'bottom',
  align = 'start',
  className,
  ...control
}: PopoverProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [own, setOwn] = useState(false);
  const [used, setUsed] = useState(false);
  const open = control.open ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    control.onOpenChange?.(next);
  };
  if (open && !used) setUsed(true);
  return (
    <>
      {trigger({ ref: anchor, 'aria-haspopup': 'dialog', 'aria-expanded': open, onClick: () => setOpen(!open) })}
      {used && (
        <Suspense fallback={null}>
          <PopoverPopup
            label={label}
            anchor={anchor}
            side={side}
            align={align}
            open={open}
            onOpenChange={setOpen}
            className={className}
          >
            {() => children(() => setOpen(false))}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  );
}
