// Beside a message on hover and focus: reply, react, ask why, and the rest.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Copy, Info, Link2, Reply, SmilePlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messages } from '~/api/messages';
import type { Conversation, Message } from '~/api/schema';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { toast } from '~/ui/toast';

interface MessageToolbarProps {
  message: Message;
  conversation: Conversation;
  onReply: (message: Message) => void;
  onTemplate: () => void;
}

const MessageDetails = lazy(() => import('./message-details'));

/** The six WhatsApp offers first. */
const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export function MessageToolbar({ message, conversation, onReply, onTemplate }: MessageToolbarProps) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const { mutate: react } = useMutation(messages.react(ws));
  const [details, setDetails] = useState<'never' | 'open' | 'closed'>('never');
  const known = message.wamid !== null;
  const own = message.reactions.find((reaction) => reaction.actor === 'business')?.emoji;

  const setReaction = (emoji: string) =>
    react(
      { message, emoji: emoji === own ? null : emoji },
      { onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }) },
    );
  const copy = (text: string, done: string) => {
    void navigator.clipboard.writeText(text).then(() => toast({ title: done, tone: 'success' }));
  };

  return (
    <div className="flex items-center">
      {known && can.has('messages:send') && (
        <IconButton
          icon={Reply}
          label={t`Reply`}
          size="sm"
          directional
          disabledReason={can.send(conversation)}
          onClick={() => onReply(message)}
        />
      )}
      <Menu
        label={t`More about this message`}
        align="end"
        entries={[
          ...(known && can.react(conversation) === null
            ? [
                {
                  kind: 'strip' as const,
                  id: 'react',
                  options: quick.map((emoji) => ({
                    value: emoji,
                    label: t`React with ${emoji}`,
                    pressed: emoji === own,
                  })),
                  onPick: setReaction,
                },
              ]
            : []),
          {
            kind: 'item',
            id: 'copy',
            label: t`Copy text`,
            icon: Copy,
            onSelect: () => copy(message.preview, t`Text copied`),
          },
          {
            kind: 'item',
            id: 'link',
            label: t`Copy link to message`,
            icon: Link2,
            onSelect: () => copy(linkTo(message), t`Link copied`),
          },
          { kind: 'item', id: 'details', label: t`Why?`, icon: Info, onSelect: () => setDetails('open') },
        ]}
        trigger={(props) => <IconButton icon={SmilePlus} label={t`React and more`} size="sm" {...props} />}
      />
      {details !== 'never' && (
        <Suspense fallback={null}>
          <MessageDetails
            message={message}
            open={details === 'open'}
            onClose={() => setDetails('closed')}
            onTemplate={onTemplate}
          />
        </Suspense>
      )}
    </div>
  );
}

function linkTo(message: Message): string {
  const url = new URL(location.href);
  url.searchParams.set('m', message.id);
  return url.href;
}
