// The floating half of a popover (fetched when the first one opens).
import { Popover } from '@base-ui/react/popover';
import { clsx } from 'clsx';
import type { ReactNode, RefObject } from 'react';
import { popupClass } from './popup-class';

interface PopoverPopupProps {
  label: string;
  anchor: RefObject<HTMLElement | null>;
  side: 'bottom' | 'top';
  align: 'start' | 'end' | 'center';
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className?: string | undefined;
  children: () => ReactNode;
}

export default function PopoverPopup({
  label,
  anchor,
  side,
  align,
  open,
  onOpenChange,
  className,
  children,
}: PopoverPopupProps) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, details) => {
        const pressed = details.event.target;
        const onTrigger = pressed instanceof Node && anchor.current?.contains(pressed);
        if (!next && onTrigger && details.reason === 'outside-press') return;
        onOpenChange(next);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40"
        >
          <Popover.Popup aria-label={label} finalFocus={anchor} className={clsx(popupClass, 'scroller', className)}>
            {children()}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
