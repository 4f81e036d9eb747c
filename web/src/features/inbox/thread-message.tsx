// A message in the thread: the shared bubble, with the inbox's toolbar and the ways out when it failed.
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation, Message } from '~/api/schema';
import { useUnsent } from '~/api/unsent';
import type { BubbleActions } from '~/whatsapp/actions';
import type { Place } from '~/whatsapp/message';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { MessageToolbar } from './message-toolbar';
import { Discard, ThreadWaiting } from './thread-waiting';
import { useTray } from './use-send';

/** Only where the workspace gives a moment to take messages back. */
const UndoLine = lazy(() => import('./later/undo-line').then((line) => ({ default: line.UndoLine })));

interface ThreadMessageProps {
  message: Message;
  place: Place;
  conversation: Conversation;
  actions: BubbleActions;
  highlighted: boolean;
  onReply: (message: Message) => void;
  onTemplate: () => void;
}

export function ThreadMessage({
  message,
  place,
  conversation,
  actions,
  highlighted,
  onReply,
  onTemplate,
}: ThreadMessageProps) {
  const template = useTemplateOf(message);
  const tray = useTray();
  /** The server has not taken it: it is only here. */
  const mine = useUnsent(tray).some(({ id }) => id === message.id);
  return (
    <>
      <MessageBubble
        message={message}
        place={place}
        actions={actions}
        contactName={conversation.contact.display_name}
        template={template}
        highlighted={highlighted}
        toolbar={
          <MessageToolbar message={message} conversation={conversation} onReply={onReply} onTemplate={onTemplate} />
        }
        whileQueued={mine ? <ThreadWaiting message={message} /> : undefined}
        wayOut={
          <>
            {message.status === 'failed' && !conversation.window.open && (
              <button
                type="button"
                onClick={onTemplate}
                className="touch-target rounded-badge px-1 font-semibold text-accent-text hover:underline"
              >
                <Trans>Send a template</Trans>
              </button>
            )}
            {message.status === 'failed' && mine && <Discard message={message} />}
          </>
        }
      />
      {message.undo_until && message.status === 'queued' && (
        <Suspense fallback={null}>
          <UndoLine message={message} />
        </Suspense>
      )}
      {message.duplicated_at && (
        <p className="px-4 pt-0.5 text-end text-12 text-warning">
          <Trans>WhatsApp confirmed it twice: the customer has two copies.</Trans>
        </p>
      )}
    </>
  );
}

/** The definition of a template message, to show its text. Asked for only when there is one to show. */
function useTemplateOf(message: Message) {
  const { id: ws } = useWorkspace();
  const isTemplate = message.kind === 'template';
  const { data } = useQuery({ ...channel.templates(ws), enabled: isTemplate });
  if (!isTemplate) return null;
  const content = typeof message.content === 'object' && message.content !== null ? message.content : {};
  const name = 'name' in content ? content.name : null;
  return data?.find((template) => template.name === name) ?? null;
}
