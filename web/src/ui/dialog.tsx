// A modal dialog: a card on desktops, a full-height sheet on phones. What floats is fetched when first needed.
import { lazy, type ReactNode, Suspense, useState } from 'react';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, last one is the main action. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** A side sheet instead of a card in the middle. */
  placement?: 'center' | 'end';
}

const DialogPopup = lazy(() => import('./dialog-popup'));

export function Dialog(props: DialogProps) {
  const [used, setUsed] = useState(false);
  if (props.open && !used) setUsed(true);
  if (!used) return null;
  return (
    <Suspense fallback={null}>
      <DialogPopup {...props} />
    </Suspense>
  );
}
