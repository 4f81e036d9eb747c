// One open conversation: its head, its messages, the composer, and the details beside it.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { findConversation } from '~/api/conversation-cache';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { penOf } from '~/api/pen';
import type { Conversation, Message } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { load, loadNumber, save } from '~/lib/storage';
import { useMedia } from '~/lib/use-media';
import { useTitle } from '~/lib/use-title';
import { useWidth } from '~/lib/use-width';
import { openConversation } from '~/realtime/line';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { SplitHandle } from '~/ui/split-handle';
import { CollisionBar } from './collision-bar';
import type { ComposerHandle } from './composer';
import { DropTarget } from './drop-target';
import FindBar from './find-bar';
import { MessageSkeleton } from './message-skeleton';
import { MessagesPane } from './messages-pane';
import { ThreadHeader } from './thread-header';
import { useMarkRead } from './use-mark-read';

/** Fetched beside the messages, which are read first. */
const Composer = lazy(() => import('./composer'));
/** Only where automation or the phone app has the pen, or waits for it. */
const PenBar = lazy(() => import('./automation/pen-bar'));
/** Not needed to read and answer. */
const ContactPanel = lazy(() => import('./contact-panel'));
const ThreadProblem = lazy(() => import('./thread-problem'));

const PANEL = { min: 256, max: 400, usual: 288 };
/** What a thread needs to be read with ease. */
const THREAD_MIN = 420;

interface ThreadProps {
  id: string;
  /** The message the address points at. */
  linked: string | null;
  /** The note it points at, which stands beside that message. */
  note: string | null;
  onBack: () => void;
}

export default function Thread({ id, linked, note, onBack }: ThreadProps) {
  const { id: ws } = useWorkspace();
  // The list knows it already: the head stands at once, and the messages are asked for in the same moment.
  const conversation = useQuery({ ...conversations.get(ws, id), placeholderData: () => findConversation(ws, id) });
  useEffect(() => openConversation(id), [id]);

  if (conversation.isError) {
    return (
      <Suspense fallback={null}>
        <ThreadProblem id={id} error={conversation.error} onBack={onBack} onRetry={() => void conversation.refetch()} />
      </Suspense>
    );
  }
  if (!conversation.data) return <MessageSkeleton />;
  // The link was to a thread that went into this one.
  if (conversation.data.id !== id) {
    return (
      <Suspense fallback={<MessageSkeleton />}>
        <ThreadProblem id={id} into={conversation.data.id} error={null} onBack={onBack} onRetry={onBack} />
      </Suspense>
    );
  }
  return <OpenThread conversation={conversation.data} linked={linked} note={note} onBack={onBack} />;
}

function OpenThread({
  conversation,
  linked,
  note,
  onBack,
}: {
  conversation: Conversation;
  linked: string | null;
  note: string | null;
  onBack: () => void;
}) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  // Three panes on a wide window, unless a phone beside the inbox takes the room.
  const room = useWidth(frame);
  const wide = useMedia('(min-width: 80rem)') && room >= THREAD_MIN + PANEL.usual;
  const [panelWanted, setPanelWanted] = useState(() => load('details') !== false);
  const [sheet, setSheet] = useState(false);
  const [panelWidth, setPanelWidth] = useState(() => loadNumber('details-width', PANEL.usual));
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [jump, setJump] = useState<Jump>({ message: linked, note });
  const jumpTo = (message: string | null) => setJump({ message, note: null });
  const [finding, setFinding] = useState(false);
  const [unreadAtOpening] = useState(conversation.unread_count);
  const composer = useRef<ComposerHandle>(null);

  useTitle(conversation.contact.display_name, t`Inbox`);
  useMarkRead(conversation);

  const toggleDetails = () => {
    if (!wide) {
      setSheet(!sheet);
      return;
    }
    setPanelWanted(!panelWanted);
    save('details', !panelWanted);
  };
  useThreadCommands({ composer, onBack, toggleDetails, find: () => setFinding(true) });

  const reply = (message: Message) => {
    setReplyTo(message);
    composer.current?.focus('reply');
  };

  return (
    <div ref={frame} className="flex min-h-0 flex-1">
      <section
        aria-label={conversation.contact.display_name}
        className="@container flex min-h-0 min-w-0 flex-1 flex-col bg-sunken dark:bg-canvas"
      >
        <ThreadHeader
          conversation={conversation}
          detailsOpen={wide ? panelWanted : sheet}
          onDetails={toggleDetails}
          onBack={onBack}
        />
        {/* Not fetched when it is asked for: what is typed in the meantime would be taken for commands. */}
        {finding && <FindBar conversation={conversation.id} onJump={setJump} onClose={() => setFinding(false)} />}
        {showsPen(conversation) && (
          <Suspense fallback={<div className="h-9 shrink-0 border-line border-b bg-surface" />}>
            <PenBar conversation={conversation} />
          </Suspense>
        )}
        <DropTarget onFiles={(files) => composer.current?.attach(files)}>
          <MessagesPane
            conversation={conversation}
            jumpTo={jump.message}
            note={jump.note}
            onJump={jumpTo}
            unreadAtOpening={unreadAtOpening}
            onReply={reply}
            onTemplate={() => composer.current?.chooseTemplate()}
          />
          <CollisionBar conversation={conversation.id} />
          <Suspense fallback={<ComposerSkeleton />}>
            <Composer
              ref={composer}
              conversation={conversation}
              replyTo={replyTo}
              onReplyDone={() => setReplyTo(null)}
              onSent={() => jumpTo(null)}
            />
          </Suspense>
        </DropTarget>
      </section>
      {wide && panelWanted && (
        <>
          <SplitHandle
            label={t`Width of the details`}
            value={panelWidth}
            min={PANEL.min}
            max={PANEL.max}
            pane="end"
            onChange={(next) => {
              setPanelWidth(next);
              save('details-width', next);
            }}
          />
          <aside aria-label={t`Details`} className="scroller shrink-0 bg-surface" style={{ width: panelWidth }}>
            <Suspense fallback={<PanelSkeleton />}>
              <ContactPanel conversation={conversation} />
            </Suspense>
          </aside>
        </>
      )}
      {!wide && (
        <Dialog open={sheet} onClose={() => setSheet(false)} title={t`Details`} placement="end">
          <div className="-mx-5">
            <Suspense fallback={<PanelSkeleton />}>
              <ContactPanel conversation={conversation} />
            </Suspense>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** A person without a run behind them is said in the head; that nobody has the pen needs no words. */
function showsPen(conversation: Conversation): boolean {
  const { kind, run } = penOf(conversation);
  return kind === 'bot' || kind === 'phone_app' || (kind === 'human' && run !== null);
}

/** As tall as the composer with one line in it, so that the messages do not move when it comes. */
function ComposerSkeleton() {
  return (
    <div aria-busy="true" className="shrink-0 px-2 pb-2 md:px-3 md:pb-3">
      <div className="h-29.5 rounded-card border border-line-strong bg-surface shadow-1" />
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col items-center gap-3 p-5">
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="mt-4 h-40 w-full" />
    </div>
  );
}

interface Jump {
  message: string | null;
  /** The note beside it that is meant. */
  note: string | null;
}

interface ThreadKeys {
  find: () => void;
  composer: React.RefObject<ComposerHandle | null>;
  onBack: () => void;
  toggleDetails: () => void;
}

function useThreadCommands(keys: ThreadKeys): void {
  const { t } = useLingui();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'reply',
        label: t`Reply`,
        scope: 'thread',
        keys: ['r'],
        run: () => latest.current.composer.current?.focus('reply'),
      },
      {
        id: 'note',
        label: t`Internal note`,
        scope: 'thread',
        keys: ['n'],
        run: () => latest.current.composer.current?.focus('note'),
      },
      {
        id: 'template',
        label: t`Send a template`,
        scope: 'thread',
        keys: ['$mod+j'],
        whileTyping: true,
        run: () => latest.current.composer.current?.chooseTemplate(),
      },
      {
        id: 'find',
        label: t`Search in this conversation`,
        scope: 'thread',
        keys: ['$mod+f'],
        whileTyping: true,
        run: () => latest.current.find(),
      },
      {
        id: 'details',
        label: t`Show or hide the details`,
        scope: 'thread',
        keys: ['Shift+]', 'Shift+}'],
        run: () => latest.current.toggleDetails(),
      },
      { id: 'back', label: t`Back to the list`, scope: 'thread', keys: ['Escape'], run: () => latest.current.onBack() },
    ],
    [t],
  );
  useCommands(commands);
}
