// What slides up over a form inside the phone: a list of options, a calendar. Esc closes it; the focus goes back where it was.
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useFormRoom } from './form-context';

interface Props {
  title: string;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
}

export function RoomSheet({ title, onClose, children, footer }: Props) {
  const { t } = useLingui();
  const { room } = useFormRoom();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  if (!room) return null;
  return createPortal(
    <div className="absolute inset-0 z-10 flex flex-col justify-end bg-black/45">
      <div aria-hidden="true" className="min-h-10 flex-1" onPointerDown={onClose} />
      <div
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        className="flex max-h-[88%] flex-col rounded-t-[1.25rem] bg-(--p-surface) outline-none"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <header className="flex items-center gap-2 px-2 pt-2">
          <button
            type="button"
            aria-label={t`Close`}
            className="flex size-11 items-center justify-center rounded-full text-(--p-fg)"
            onClick={onClose}
          >
            <X aria-hidden className="size-5" strokeWidth={2} />
          </button>
          <p dir="auto" className="min-w-0 flex-1 truncate font-semibold text-16">
            {title}
          </p>
        </header>
        <div className="scroller min-h-0 flex-1 px-4 pb-4">{children}</div>
        {footer && <footer className="border-(--p-line) border-t px-4 py-3">{footer}</footer>}
      </div>
    </div>,
    room,
  );
}
