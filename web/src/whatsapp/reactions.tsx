// Reactions hang on the lower edge of their bubble; one's own can be taken back.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import type { BubbleActions } from './actions';
import { isOwn, type MessageView, type Perspective } from './message';

interface Props {
  message: MessageView;
  perspective: Perspective;
  actions: BubbleActions;
}

export function Reactions({ message, perspective, actions }: Props) {
  const { t } = useLingui();
  const onRemove = actions.onRemoveReaction;
  const chip =
    'inline-flex h-6 items-center rounded-full border border-line bg-surface px-1.5 text-14 leading-none shadow-1';
  return (
    <ul
      aria-label={t`Reactions`}
      className={clsx(
        'relative -mt-1.5 flex gap-1 px-2',
        isOwn(message, perspective) ? 'flex-row-reverse' : 'flex-row',
      )}
    >
      {message.reactions.map((reaction) => {
        const mine = (reaction.actor === 'business') === (perspective === 'business');
        return (
          <li key={reaction.actor}>
            {mine && onRemove ? (
              <button
                type="button"
                className={`${chip} touch-target hover:bg-hover`}
                aria-label={t`You reacted with ${reaction.emoji}. Take it back`}
                data-tooltip={t`Take back`}
                onClick={() => onRemove(message)}
              >
                {reaction.emoji}
              </button>
            ) : (
              <span
                role="img"
                aria-label={mine ? t`You reacted with ${reaction.emoji}` : t`Reacted with ${reaction.emoji}`}
                className={chip}
              >
                {reaction.emoji}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
