// A sheet that slides up within the phone; Esc closes it, and the focus goes back where it was.
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from '~/ui/icon-button';

interface Props {
  title: string;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
}

export function PhoneSheet({ title, onClose, children, footer }: Props) {
  const { t } = useLingui();
  const titleId = useId();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div className="absolute inset-0 z-10 flex flex-col justify-end bg-scrim">
      {/* Pressing beside the sheet closes it; the close button does so for everyone else. */}
      <div aria-hidden="true" className="min-h-12 flex-1" onPointerDown={onClose} />
      <div
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        className="flex max-h-[85%] flex-col rounded-t-bubble bg-surface outline-none"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <header className="flex items-center justify-between gap-2 ps-4 pe-2 pt-2">
          <h2 id={titleId} dir="auto" className="min-w-0 truncate font-semibold text-14">
            {title}
          </h2>
          <IconButton icon={X} label={t`Close`} onClick={onClose} />
        </header>
        <div className="scroller min-h-0 flex-1 px-4 pb-3">{children}</div>
        {footer && <footer className="border-line border-t p-3">{footer}</footer>}
      </div>
    </div>
  );
}
