// Kinds that are normally applied to another message and only stand alone when that one is not there.
import { Trans } from '@lingui/react/macro';
import { Ban, PenLine } from 'lucide-react';
import type { ReactionContent } from '../plain-content';
import type { BubbleProps } from './props';

export function ReactionBubble({ content, tail }: BubbleProps<ReactionContent>) {
  return (
    <p className="text-fg-2">
      {content.emoji === null ? (
        <Trans>Took back a reaction to an earlier message</Trans>
      ) : (
        <Trans>
          Reacted with <span className="text-20">{content.emoji}</span> to an earlier message
        </Trans>
      )}
      {tail}
    </p>
  );
}

export function EditBubble({ tail }: BubbleProps<unknown>) {
  return (
    <p className="text-fg-2 italic">
      <PenLine aria-hidden className="me-1 inline size-4 -translate-y-px" strokeWidth={1.75} />
      <Trans>Changed an earlier message</Trans>
      {tail}
    </p>
  );
}

export function RevokeBubble({ tail }: BubbleProps<unknown>) {
  return (
    <p className="text-fg-2 italic">
      <Ban aria-hidden className="me-1 inline size-4 -translate-y-px" strokeWidth={1.75} />
      <Trans>Deleted an earlier message</Trans>
      {tail}
    </p>
  );
}
