// Writing a reply: text, quote, files; sent at once on screen, with a stable id.
import { Trans, useLingui } from '@lingui/react/macro';
import { FileText, Mic, Paperclip, Plus, SendHorizontal } from 'lucide-react';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { useLimits } from '~/api/limits';
import { penOf } from '~/api/pen';
import type { Conversation, Message } from '~/api/schema';
import { MOST_UNSENT, useUnsent } from '~/api/unsent';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Kbd } from '~/ui/kbd';
import { MenuToCome } from '~/ui/menu';
import { Counter } from './counter';
import { EmojiPopover } from './emoji-popover';
import { useRestored } from './later/use-restored';
import { useSendLater } from './later/use-send-later';
import { piecesOf, voicePiece } from './pieces';
import { QuoteBar } from './quote-bar';
import { type Edit, insert, lengthOf } from './text-edit';
import { useAttachments } from './use-attachments';
import { useConversationActions } from './use-conversation-actions';
import { useDraft } from './use-draft';
import { useSend, useTray } from './use-send';
import { useTyping } from './use-typing';
import { WritingArea } from './writing-area';

const AttachmentTray = lazy(() => import('./attachment-tray'));
const VoiceRecorder = lazy(() => import('./voice-recorder'));
const SendLaterMenu = lazy(() => import('./later/send-later-menu'));
const InsertMenu = lazy(() => import('./compose/insert-menu'));
const AutomationBar = lazy(() => import('./automation/automation-bar'));
const CannedPicker = lazy(() => import('./canned/canned-picker'));

/** A slash where a word begins: perhaps the shortcut of a canned reply. */
const SLASH = /(^|\s)\//;
/** What a canned reply could not fill. */
const HOLE = /\{\{\s*(contact|agent|workspace)\.[^{}]*\}\}/;

export interface ReplyBoxHandle {
  focus: () => void;
  attach: (files: File[]) => void;
}

interface ReplyBoxProps {
  ref: Ref<ReplyBoxHandle>;
  conversation: Conversation;
  replyTo: Message | null;
  onReplyDone: () => void;
  onSent: () => void;
  onTemplate: () => void;
}

export function ReplyBox({ ref, conversation, replyTo, onReplyDone, onSent, onTemplate }: ReplyBoxProps) {
  const { t } = useLingui();
  const limits = useLimits();
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [text, setText] = useDraft(conversation.id, 'reply');
  const attachments = useAttachments();
  const [speaking, setSpeaking] = useState(false);
  const send = useSend(conversation.id);
  const crowded = useUnsent(useTray()).length >= MOST_UNSENT;
  const later = useSendLater(conversation.id);
  const typing = useTyping(conversation.id);
  const actions = useConversationActions();
  const { id: ws } = useWorkspace();
  const automated = penOf(conversation).kind === 'bot';
  /** Sends without taking the pen from automation. */
  const [beside, setBeside] = useState(false);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus(), attach: attachments.add }));

  const most = attachments.list.length > 0 ? limits.caption : limits.text;
  const length = lengthOf(text.trim());
  const waiting = attachments.list.some((one) => one.state.is !== 'ready' && one.state.is !== 'failed');
  const broken = attachments.list.some((one) => one.state.is === 'failed');
  const empty = length === 0 && attachments.list.length === 0;
  const hole = HOLE.exec(text)?.[0];
  const reason = waiting
    ? t`Wait until the files are uploaded.`
    : broken
      ? t`Remove the files that cannot be sent.`
      : length > most
        ? t`The message is too long.`
        : hole
          ? t`Fill in ${hole} or take it out.`
          : crowded
            ? t`${MOST_UNSENT} messages are waiting to be sent. They go first.`
            : empty
              ? t`Write something first.`
              : null;

  const submit = (at?: Date): boolean => {
    if (reason) return false;
    if (automated && !beside && !at) {
      void import('./automation/pause').then(({ pauseAutomation }) => pauseAutomation(ws, conversation.id));
    }
    piecesOf(text.trim(), attachments.list, replyTo).forEach((piece, place) => {
      // Pieces for later are a moment apart, so that they keep their order.
      if (at) later(piece, new Date(at.getTime() + place * 1000));
      else send(piece);
    });
    setText('');
    attachments.clear();
    typing.stop();
    onReplyDone();
    onSent();
    box.current?.focus();
    return true;
  };
  useRestored(conversation.id, text, setText);
  const put = (edit: Edit) => {
    setText(edit.text);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(edit.start, edit.end);
    });
  };
  const insertAtCaret = (piece: string) => {
    const start = box.current?.selectionStart ?? text.length;
    put(insert({ text, start, end: box.current?.selectionEnd ?? start }, piece));
  };

  if (speaking) {
    const stopSpeaking = () => {
      setSpeaking(false);
      requestAnimationFrame(() => box.current?.focus());
    };
    return (
      <>
        {replyTo && (
          <QuoteBar message={replyTo} contactName={conversation.contact.display_name} onCancel={onReplyDone} />
        )}
        <Suspense fallback={<div className="h-24" />}>
          <VoiceRecorder
            onClose={stopSpeaking}
            onSend={(media) => {
              send(voicePiece(media, replyTo));
              onReplyDone();
              onSent();
            }}
          />
        </Suspense>
      </>
    );
  }
  return (
    <>
      {replyTo && <QuoteBar message={replyTo} contactName={conversation.contact.display_name} onCancel={onReplyDone} />}
      {automated && !empty && (
        <Suspense fallback={null}>
          <AutomationBar conversation={conversation} beside={beside} onBeside={setBeside} />
        </Suspense>
      )}
      {SLASH.test(text) && (
        <div className="relative">
          <Suspense fallback={null}>
            <CannedPicker box={box} conversation={conversation} text={text} onEdit={put} />
          </Suspense>
        </div>
      )}
      <WritingArea
        ref={box}
        label={t`Reply`}
        placeholder={attachments.list.length > 0 ? t`Add a caption…` : t`Write a reply…`}
        value={text}
        onChange={(next) => {
          setText(next);
          if (next.trim() !== '') typing.typed(true);
        }}
        onSend={() => submit()}
        onSendAndClose={() => submit() && conversation.status !== 'closed' && actions.toggleClosed(conversation)}
        onFiles={attachments.add}
      />
      {attachments.list.length > 0 && (
        <Suspense fallback={<div className="h-16" />}>
          <AttachmentTray
            list={attachments.list}
            onRemove={attachments.remove}
            onMove={attachments.move}
            onRetry={attachments.retry}
            onShrink={attachments.shrink}
          />
        </Suspense>
      )}
      <div className="flex items-center justify-between gap-2 px-2 pb-2">
        <div className="flex items-center">
          <MenuToCome placeholder={(props) => <IconButton icon={Plus} label={t`Insert`} {...props} />}>
            <InsertMenu
              conversation={conversation}
              replyTo={replyTo}
              onSent={() => {
                onReplyDone();
                onSent();
              }}
            />
          </MenuToCome>
          <IconButton icon={Paperclip} label={t`Attach files`} onClick={() => chooser.current?.click()} />
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              attachments.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <EmojiPopover onPick={insertAtCaret} />
          <IconButton icon={FileText} label={t`Send a template`} onClick={onTemplate} />
        </div>
        <div className="flex items-center gap-2">
          <Counter length={length} most={most} />
          <span className="hidden items-center gap-1 text-12 text-fg-3 @lg:flex coarse:hidden">
            <Trans>
              <Kbd keys="Enter" /> to send
            </Trans>
          </span>
          <IconButton icon={Mic} label={t`Record a voice message`} onClick={() => setSpeaking(true)} />
          <Button variant="primary" disabledReason={reason} onClick={() => submit()} aria-label={t`Send`}>
            <SendHorizontal aria-hidden="true" className="mirror size-4" strokeWidth={1.75} />
            <span className="hidden @md:inline">
              <Trans>Send</Trans>
            </span>
          </Button>
          <Suspense fallback={null}>
            <SendLaterMenu conversation={conversation} disabledReason={reason} onPick={submit} />
          </Suspense>
        </div>
      </div>
    </>
  );
}
