// The floating half of a dialog (fetched when the first one opens).

import { Dialog } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { DialogProps } from './dialog';

const widths = { sm: 'md:max-w-100', md: 'md:max-w-140', lg: 'md:max-w-200' } as const;

export default function DialogPopup({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  size = 'md',
  placement = 'center',
}: DialogProps) {
  const { t } = useLingui();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          className={clsx(
            'overlay-motion fixed z-40 flex flex-col bg-surface text-fg shadow-2 outline-none',
            // A question is a small sheet at the thumb; what is to be filled in has the whole screen.
            children ? 'inset-0' : 'inset-x-0 bottom-0 rounded-card',
            'md:inset-auto',
            placement === 'center' &&
              'md:top-[12vh] md:start-1/2 md:max-h-[76vh] md:w-full md:-translate-x-1/2 md:rounded-bubble rtl:md:translate-x-1/2',
            placement === 'center' && widths[size],
            placement === 'end' && 'md:inset-y-0 md:end-0 md:w-90 md:border-line md:border-s',
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="flex min-w-0 flex-col gap-0.5">
              <Dialog.Title className="font-semibold text-16">{title}</Dialog.Title>
              {description && <Dialog.Description className="text-13 text-fg-2">{description}</Dialog.Description>}
            </div>
            <Dialog.Close
              aria-label={t`Close`}
              className="touch-target -me-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-fg-2 hover:bg-hover"
            >
              <X aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
            </Dialog.Close>
          </header>
          {children && <div className="scroller min-h-0 flex-1 px-5 pb-4">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
