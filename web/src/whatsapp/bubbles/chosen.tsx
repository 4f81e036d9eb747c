// "Chose: Yes, change it": a tap or a row, said as an answer.
import { Trans } from '@lingui/react/macro';
import { Reply } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Perspective } from '../message';

interface Props {
  label: string;
  description: string | null;
  perspective: Perspective;
  tail: ReactNode;
}

export function Chosen({ label, description, perspective, tail }: Props) {
  return (
    <div>
      <p dir="auto">
        {perspective === 'business' ? (
          <>
            <Reply aria-hidden className="me-1 inline size-3.5 -translate-y-px text-fg-3 mirror" strokeWidth={1.75} />
            <Trans>
              <span className="text-fg-2">Chose:</span> <strong className="font-semibold">{label}</strong>
            </Trans>
          </>
        ) : (
          label
        )}
        {description === null && tail}
      </p>
      {description !== null && (
        <p dir="auto" className="text-13 text-fg-2">
          {description}
          {tail}
        </p>
      )}
    </div>
  );
}
