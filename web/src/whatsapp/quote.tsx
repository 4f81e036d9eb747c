// The quoted message inside an answer; pressing it leads there.
import { Trans, useLingui } from '@lingui/react/macro';
import type { MessageView, Perspective } from './message';

interface Props {
  reply: NonNullable<MessageView['reply_to']>;
  perspective: Perspective;
  contactName: string | undefined;
  onJump: ((message: string) => void) | undefined;
}

const look =
  'mb-1 block w-full max-w-full overflow-hidden rounded-control border-s-3 border-accent bg-fg/5 px-2 py-1 text-start text-12';

export function Quote({ reply, perspective, contactName, onJump }: Props) {
  const { t } = useLingui();
  const own = (reply.direction === 'outbound') === (perspective === 'business');
  const author = own ? t`You` : perspective === 'business' ? (contactName ?? t`Contact`) : (contactName ?? t`Business`);
  const inside = (
    <>
      {reply.direction !== null && <bdi className="block truncate font-semibold text-accent-text">{author}</bdi>}
      <bdi className="line-clamp-2 text-fg-2">{reply.preview ?? <Trans>Original message not available</Trans>}</bdi>
    </>
  );
  const target = reply.message_id;
  if (target === null || !onJump) return <div className={look}>{inside}</div>;
  return (
    <button
      type="button"
      className={`${look} hover:bg-fg/10`}
      data-tooltip={t`Go to this message`}
      onClick={() => onJump(target)}
    >
      {inside}
    </button>
  );
}
