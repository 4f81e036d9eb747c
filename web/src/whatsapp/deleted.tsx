// What is left of a message that was deleted for everyone.
import { useLingui } from '@lingui/react/macro';
import { Ban } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Perspective } from './message';

export function Deleted({ own, perspective, tail }: { own: boolean; perspective: Perspective; tail: ReactNode }) {
  const { t } = useLingui();
  const words = () => {
    if (perspective === 'customer') return own ? t`You deleted this message` : t`This message was deleted`;
    return own ? t`Message deleted in the phone app` : t`Message deleted by the contact`;
  };
  return (
    <p className="text-fg-2 italic">
      <Ban aria-hidden className="me-1 inline size-4 -translate-y-px" strokeWidth={1.75} />
      {words()}
      {tail}
    </p>
  );
}
