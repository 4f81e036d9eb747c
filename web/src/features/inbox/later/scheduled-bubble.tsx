// One message that waits: dashed, since it is not sent, with its time and what can be done with it.
import { CalendarClock } from 'lucide-react';
import type { Conversation, ScheduledMessage } from '~/api/schema';
import { bodyOf, ScheduledMenu } from './scheduled-menu';
import { ScheduledTime } from './scheduled-time';

export function ScheduledBubble({ message, conversation }: { message: ScheduledMessage; conversation: Conversation }) {
  return (
    <li className="flex items-start justify-end gap-1">
      <ScheduledMenu
        message={message}
        closes={message.kind === 'template' ? null : conversation.window.expires_at}
        side="top"
      />
      <div className="max-w-[min(34rem,82cqw)] min-w-0 rounded-bubble border border-line-strong border-dashed bg-surface px-3 pt-1.5 pb-1.5 text-14">
        <p dir="auto" className="line-clamp-4 whitespace-pre-wrap break-words">
          {bodyOf(message)}
        </p>
        <p className="mt-0.5 flex items-center justify-end gap-1 text-11 text-fg-2">
          <CalendarClock aria-hidden="true" className="size-3.5" strokeWidth={1.75} />
          <ScheduledTime message={message} />
          <span aria-hidden="true">·</span>
          <bdi>{message.author_name}</bdi>
        </p>
      </div>
    </li>
  );
}
