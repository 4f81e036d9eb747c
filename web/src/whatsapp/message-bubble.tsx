// One message in its frame: side, corner, author, quote, what it says, time and ticks, reactions, and what went wrong.
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { lazy, type MouseEvent, memo, type ReactNode, Suspense } from 'react';
import { clock, exact } from '~/lib/dates';
import { type BubbleActions, noActions } from './actions';
import { Author } from './author';
import { Bubble } from './bubbles';
import { OriginNote } from './cards-door';
import { Deleted } from './deleted';
import { isOwn, type MessageView, type Perspective, type Place } from './message';
import { Quote } from './quote';
import { Reactions } from './reactions';
import { StillSending } from './still-sending';
import type { TemplateView } from './template';
import { isRtl } from './text-shape';
import { Ticks } from './ticks';
import { useBubbleName } from './use-bubble-name';

export interface MessageBubbleProps {
  message: MessageView;
  perspective?: Perspective;
  /** Where it stands in its group (`placeOf`): the first one has the corner and the author. */
  place?: Place;
  actions?: BubbleActions;
  /** Name of the contact, for the accessible name. */
  contactName?: string;
  /** The definition of a template message, where the screen has it. */
  template?: TemplateView | null;
  /** Ids of choices already used on it. */
  chosen?: readonly string[];
  /** Shown beside the bubble on hover and focus; on touch after a tap on it. */
  toolbar?: ReactNode;
  /** Stands behind the remedy of a failed message: the fitting way out. */
  wayOut?: ReactNode;
  /** Stands under a message that has not left yet, in place of "Still sending…". */
  whileQueued?: ReactNode;
  /** The message a link led to. */
  highlighted?: boolean;
}

/** Rare: most messages arrive. */
const FailedLine = lazy(() => import('./failed-line').then((line) => ({ default: line.FailedLine })));

const none: readonly string[] = [];

export const MessageBubble = memo(function MessageBubble({
  message,
  perspective = 'business',
  place = 'only',
  actions = noActions,
  contactName,
  template = null,
  chosen = none,
  toolbar,
  wayOut,
  whileQueued,
  highlighted,
}: MessageBubbleProps) {
  const name = useBubbleName(message, perspective, contactName);
  const starts = place === 'first' || place === 'only';
  const own = isOwn(message, perspective);
  const props = { message, perspective, actions, chosen, template };
  if (message.kind === 'system') {
    return (
      <article aria-label={name} className="px-4 py-2">
        <Bubble {...props} tail={null} />
      </article>
    );
  }
  const revoked = message.revoked_at !== null;
  const bare = message.kind === 'sticker' && !revoked;
  const isPicture = (message.kind === 'image' || message.kind === 'video') && !revoked;
  const meta = <Meta message={message} perspective={perspective} own={own} />;
  const metaPlace = revoked ? 'inline' : placeOfMeta(message, perspective);
  const pending = message.status === 'queued' || message.status === 'sending';
  const byTouch = toolbar !== undefined && matchMedia('(pointer: coarse)').matches;
  return (
    <article
      aria-label={name}
      data-message={message.id}
      // A tap brings the tools by the focus: one message has them at a time, and a tap elsewhere takes them away.
      {...(byTouch && { tabIndex: -1, onClick: focusUnlessInside })}
      className={clsx(
        'group/message @container flex flex-col px-4 outline-none transition-colors duration-240',
        own ? 'items-end' : 'items-start',
        starts ? 'pt-2' : 'pt-0.5',
        highlighted && 'bg-accent-soft',
      )}
    >
      <div className={clsx('flex max-w-full items-center gap-1', own ? 'flex-row-reverse' : 'flex-row')}>
        <div
          className={clsx(
            'relative max-w-[min(34rem,82cqw)] min-w-0 rounded-bubble text-14 text-fg',
            !bare && (isPicture ? 'p-1.5' : 'px-3 pt-1.5 pb-1.5'),
            !bare && 'shadow-1',
            !bare && surface(message, perspective, own),
            starts && !bare && (own ? 'rounded-se-[4px]' : 'rounded-ss-[4px]'),
          )}
        >
          {starts && perspective === 'business' && <Author message={message} onRun={actions.onOpenRun} />}
          {!revoked && <OriginNote message={message} />}
          {message.reply_to && !revoked && (
            <Quote
              reply={message.reply_to}
              perspective={perspective}
              contactName={contactName}
              onJump={actions.onQuote}
            />
          )}
          {revoked ? (
            <Deleted own={own} perspective={perspective} tail={<Reserve>{meta}</Reserve>} />
          ) : (
            <Bubble {...props} tail={metaPlace === 'inline' ? <Reserve>{meta}</Reserve> : null} />
          )}
          <div
            className={clsx(
              'flex items-center justify-end gap-1 text-11 leading-4 text-fg-2',
              metaPlace === 'inline' && (isPicture ? 'absolute end-3 bottom-2' : 'absolute end-3 bottom-1.5'),
              metaPlace === 'over' && 'absolute end-3 bottom-3 rounded-full bg-surface/85 px-1.5',
              metaPlace === 'below' && (isPicture ? 'mt-0.5 px-1.5' : 'mt-0.5'),
            )}
          >
            {meta}
          </div>
        </div>
        {toolbar && (
          <div className="opacity-0 transition-opacity duration-120 group-focus-within/message:opacity-100 group-hover/message:opacity-100 coarse:pointer-events-none coarse:group-focus-within/message:pointer-events-auto">
            {toolbar}
          </div>
        )}
      </div>
      {!revoked && message.reactions.length > 0 && (
        <Reactions message={message} perspective={perspective} actions={actions} />
      )}
      {pending && perspective === 'business' && (whileQueued ?? <StillSending since={message.created_at} />)}
      {perspective === 'business' && (message.status === 'failed' || message.status === 'unknown') && (
        // As high as it usually is, so that little moves when the words come.
        <Suspense fallback={<div className="mt-1 h-12" />}>
          <FailedLine message={message} actions={actions} wayOut={wayOut} />
        </Suspense>
      )}
    </article>
  );
});

/** Not every browser focuses what is tapped; a control inside keeps the focus that it took. */
function focusUnlessInside({ currentTarget }: MouseEvent<HTMLElement>): void {
  if (!currentTarget.contains(document.activeElement)) currentTarget.focus({ preventScroll: true });
}

/** Text keeps its time on the last line; pictures carry it; cards have it below. */
function placeOfMeta(message: MessageView, perspective: Perspective): 'inline' | 'over' | 'below' {
  const { content } = message;
  const has = (key: string) =>
    typeof content === 'object' && content !== null && key in content && Boolean(Reflect.get(content, key));
  switch (message.kind) {
    case 'text':
      return has('body') && !againstThePage(String(Reflect.get(Object(content), 'body'))) ? 'inline' : 'below';
    case 'button':
      return perspective === 'customer' && againstThePage(message.preview) ? 'below' : 'inline';
    case 'reaction':
    case 'edit':
    case 'revoke':
    case 'media_placeholder':
      return 'inline';
    case 'interactive':
      if (!has('button_reply') && !has('list_reply')) return 'below';
      // The business sees "Chose:" before it, which runs with the page.
      return perspective === 'customer' && againstThePage(message.preview) ? 'below' : 'inline';
    case 'image':
    case 'video':
      if (has('caption')) return againstThePage(String(Reflect.get(Object(content), 'caption'))) ? 'below' : 'inline';
      return message.kind === 'image' && message.media?.state === 'ready' ? 'over' : 'below';
    default:
      return 'below';
  }
}

/** The last line ends at the other side, so the time needs a line of its own. */
function againstThePage(text: string): boolean {
  const lastLine = text.trimEnd().slice(text.trimEnd().lastIndexOf('\n') + 1);
  return isRtl(lastLine) !== (document.documentElement.dir === 'rtl') && /\p{L}/u.test(lastLine);
}

function surface(message: MessageView, perspective: Perspective, own: boolean): string {
  if (!own) return 'bg-bubble-in';
  if (perspective === 'customer') return 'bg-bubble-bot';
  return message.author.kind === 'flow' || message.author.kind === 'system' ? 'bg-bubble-bot' : 'bg-bubble-agent';
}

/** Room for the time behind the last word. */
function Reserve({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="invisible inline-flex h-0 items-center gap-1 ps-2.5 text-11 select-none">
      {children}
    </span>
  );
}

function Meta({ message, perspective, own }: { message: MessageView; perspective: Perspective; own: boolean }) {
  const shows = own && (perspective === 'customer' || message.direction === 'outbound');
  return (
    <>
      {message.edited_at !== null && message.revoked_at === null && <Trans>Edited</Trans>}
      <time dateTime={message.sent_at} data-tooltip={exact(message.sent_at)}>
        {clock(message.sent_at)}
      </time>
      {shows && message.revoked_at === null && <Ticks status={message.status} />}
    </>
  );
}
