// The inbox: list, thread and details side by side; one at a time where there is no room.
import { useLingui } from '@lingui/react/macro';
import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import type { View } from '~/api/conversations';
import { PhoneBesideContext } from '~/layouts/phone-beside';
import { loadNumber, save } from '~/lib/storage';
import { whenIdle } from '~/lib/use-idle-flag';
import { useMedia } from '~/lib/use-media';
import { EmptyState } from '~/ui/empty-state';
import { SplitHandle } from '~/ui/split-handle';
import { ConversationList } from './conversation-list';
import { MessageSkeleton } from './message-skeleton';
import { useInbox } from './use-inbox';

/** Fetched beside the list, at once when a conversation is open, else in the first quiet moment. */
const fetchThread = () => import('./thread');
const Thread = lazy(fetchThread);

const LIST = { min: 280, max: 480, usual: 336 };

export default function InboxPage({ view }: { view: View }) {
  const { t } = useLingui();
  const inbox = useInbox(view);
  const phone = useContext(PhoneBesideContext);
  const roomy = useMedia('(min-width: 48rem)');
  const [width, setWidth] = useState(() => loadNumber('list-width', LIST.usual));

  useEffect(() => save('last-view', view), [view]);
  useEffect(() => whenIdle(() => void fetchThread()), []);

  const list = <ConversationList inbox={inbox} />;
  const thread = inbox.open ? (
    <Suspense fallback={<MessageSkeleton />}>
      <Thread
        key={inbox.open}
        id={inbox.open}
        linked={inbox.search.m ?? null}
        note={inbox.search.note ?? null}
        onBack={inbox.closeConversation}
      />
    </Suspense>
  ) : null;

  if (!roomy) return thread ?? list;
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="flex min-h-0 shrink-0 flex-col" style={{ width }}>
        {list}
      </div>
      <SplitHandle
        label={t`Width of the conversation list`}
        value={width}
        min={LIST.min}
        max={LIST.max}
        pane="start"
        onChange={(next) => {
          setWidth(next);
          save('list-width', next);
        }}
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {/* Not one sentence first and then the other. */}
        {thread ??
          (phone !== undefined && (
            <EmptyState icon={MessagesSquare} title={t`Choose a conversation`}>
              {phone?.open
                ? t`Or write “hola” on the customer's phone: it arrives here at once.`
                : t`J and K move through the list, Enter opens.`}
            </EmptyState>
          ))}
      </div>
    </div>
  );
}
