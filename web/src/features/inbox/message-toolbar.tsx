// Beside a message on hover and focus: reply, react, and the rest.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Copy, Ellipsis, Info, Link2, Reply, SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messages } from '~/api/messages';
import type { Conversation, Message } from '~/api/schema';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { Popover } from '~/ui/popover';
import { toast } from '~/ui/toast';
import { MessageDetails } from './message-details';

interface MessageToolbarProps {
  message: Message;
  conversation: Conversation;
  onReply: (message: Message) => void;
}

const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export function MessageToolbar({ message, conversation, onReply }: MessageToolbarProps) {
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
        <>
          <IconButton
            icon={Reply}
            label={t`Reply`}
            size="sm"
            directional
            disabledReason={can.send(conversation)}
            onClick={() => onReply(message)}
          />
          <Popover
            label={t`React`}
            side="top"
            align="center"
            className="flex gap-0.5 rounded-full! p-1"
            trigger={(props) => (
              <IconButton
                icon={SmilePlus}
                label={t`React`}
                size="sm"
                {...props}
                disabledReason={can.react(conversation)}
                className="max-md:hidden"
              />
            )}
          >
            {(close) =>
              quick.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  aria-label={t`React with ${emoji}`}
                  aria-pressed={emoji === own}
                  onClick={() => {
                    setReaction(emoji);
                    close();
                  }}
                  className="size-9 rounded-full text-20 leading-none hover:bg-hover aria-pressed:bg-selected"
                >
                  {emoji}
                </button>
              ))
            }
          </Popover>
        </>
      )}
      <Menu
        label={t`More about this message`}
        align="end"
        entries={[
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
          { kind: 'item', id: 'details', label: t`Details`, icon: Info, onSelect: () => setDetails('open') },
        ]}
        trigger={(props) => <IconButton icon={Ellipsis} label={t`More about this message`} size="sm" {...props} />}
      />
      {details !== 'never' && (
        <MessageDetails message={message} open={details === 'open'} onClose={() => setDetails('closed')} />
      )}
    </div>
  );
}

function linkTo(message: Message): string {
  const url = new URL(location.href);
  url.searchParams.set('m', message.id);
  return url.href;
}
