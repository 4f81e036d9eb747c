// Where answers are written: reply or internal note, files, emoji, templates, and WhatsApp's rules before they bite.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation, Message } from '~/api/schema';
import { Tabs } from '~/ui/tabs';
import { NoteBox } from './note-box';
import { ReplyBox, type ReplyBoxHandle } from './reply-box';
import { TemplateDialog } from './template-dialog';
import type { Tab } from './use-draft';
import { useWindow } from './window-badge';
import { WindowClosed } from './window-closed';
import { WindowHint } from './window-hint';

const ScheduledList = lazy(() => import('./later/scheduled-list'));

export interface ComposerHandle {
  focus: (tab: Tab) => void;
  attach: (files: File[]) => void;
  chooseTemplate: () => void;
}

interface ComposerProps {
  ref: Ref<ComposerHandle>;
  conversation: Conversation;
  replyTo: Message | null;
  onReplyDone: () => void;
  onSent: () => void;
}

export default function Composer({ ref, conversation, replyTo, onReplyDone, onSent }: ComposerProps) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const mayNote = can.writeNotes() === null;
  const mayReply = can.has('messages:send');
  const [tab, setTab] = useState<Tab>('reply');
  const [template, setTemplate] = useState(false);
  const reply = useRef<ReplyBoxHandle>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const { open } = useWindow(conversation);

  const focus = (next: Tab) => {
    setTab(next);
    // The box of the other tab is on the page after this render.
    requestAnimationFrame(() => (next === 'reply' ? reply.current?.focus() : note.current?.focus()));
  };
  useImperativeHandle(ref, () => ({
    focus,
    attach: (files) => {
      setTab('reply');
      requestAnimationFrame(() => reply.current?.attach(files));
    },
    chooseTemplate: () => can.sendTemplate(conversation) === null && setTemplate(true),
  }));

  if (!mayReply && !mayNote) {
    return (
      <p className="border-line border-t bg-surface px-4 py-3 text-13 text-fg-2">{can.permission('messages:send')}</p>
    );
  }
  const panel = { role: 'tabpanel', id: `composer-panel-${tab}`, 'aria-labelledby': `composer-tab-${tab}` } as const;
  return (
    <div className="shrink-0 px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-3 md:pb-3">
      <Suspense fallback={null}>
        <ScheduledList conversation={conversation} />
      </Suspense>
      <div
        className={clsx(
          'flex flex-col rounded-card border border-line-strong shadow-1 transition-colors duration-120 focus-within:border-accent',
          tab === 'note' ? 'bg-bubble-note' : 'bg-surface',
        )}
      >
        <div className="flex items-center justify-between gap-2 px-2 pt-1.5">
          <Tabs
            id="composer"
            label={t`What to write`}
            look="pill"
            tabs={[
              { value: 'reply', label: t`Reply`, shortcut: 'R' },
              { value: 'note', label: t`Internal note`, shortcut: 'N' },
            ]}
            value={tab}
            onChange={setTab}
          />
          {tab === 'reply' && <WindowHint conversation={conversation} />}
        </div>
        <div {...panel}>
          {tab === 'note' ? (
            <NoteBox ref={note} conversation={conversation.id} />
          ) : open && can.send(conversation) === null ? (
            <ReplyBox
              ref={reply}
              conversation={conversation}
              replyTo={replyTo}
              onReplyDone={onReplyDone}
              onSent={onSent}
              onTemplate={() => setTemplate(true)}
            />
          ) : (
            <WindowClosed conversation={conversation} onTemplate={() => setTemplate(true)} />
          )}
        </div>
      </div>
      <TemplateDialog open={template} conversation={conversation} onClose={() => setTemplate(false)} onSent={onSent} />
    </div>
  );
}
