// What the customer writes or sends: text, a file with a caption, a voice note, a sticker, a place, a card.
import { Trans, useLingui } from '@lingui/react/macro';
import { FileText, ImageIcon, MapPin, Mic, Plus, SendHorizontal, Shapes, Sticker, UserRound, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { fileSize, middleEllipsis } from '~/lib/format';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { fields, text as readText } from '~/whatsapp/read';
import { control } from './control';
import type { Draft } from './phone-screen';
import { SendCardDialog } from './send-card-dialog';
import { SendLocationDialog } from './send-location-dialog';
import type { Chat, Outgoing, Phone } from './types';
import { attempt, type PhoneDoings } from './use-phone';

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  phone: Phone;
  chat: Chat;
  doings: PhoneDoings;
  draft: Draft | null;
  onDone(): void;
  /** Opens the list of everything a customer can send. */
  onAny(): void;
}

type Asking = 'nothing' | 'location' | 'card';

export function PhoneComposer({ box, phone, chat, doings, draft, onDone, onAny }: Props) {
  const { t } = useLingui();
  const [body, setBody] = useState(draft?.kind === 'edit' ? ownText(draft) : '');
  const [file, setFile] = useState<File | null>(null);
  const [sending, setSending] = useState(false);
  const [asking, setAsking] = useState<Asking>('nothing');
  const media = useRef<HTMLInputElement>(null);
  const document_ = useRef<HTMLInputElement>(null);
  const reply = draft?.kind === 'reply' ? { reply_to: draft.about.id } : {};
  const canSend = (body.trim() !== '' || file !== null) && !sending;

  const done = () => {
    setBody('');
    setFile(null);
    onDone();
  };
  const say = async (message: Outgoing) => {
    const sent = await doings.say({ ...message, ...reply });
    if (sent) onDone();
    return sent;
  };
  const send = async () => {
    if (!canSend) return;
    setSending(true);
    const caption = body.trim() === '' ? {} : { caption: body };
    const sent =
      draft?.kind === 'edit'
        ? await doings.edit(draft.about.id, body)
        : file
          ? await attempt(
              control
                .upload(file)
                .then((uploaded) =>
                  control.say(phone.id, chat.number, { ...outgoingFile(file, uploaded.id), ...caption, ...reply }),
                ),
            )
          : await doings.say({ type: 'text', text: body, ...reply });
    setSending(false);
    if (sent) done();
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && draft) onDone();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  const entries: MenuEntry[] = [
    { kind: 'item', id: 'media', label: t`Photo or video…`, icon: ImageIcon, onSelect: () => media.current?.click() },
    { kind: 'item', id: 'document', label: t`Document…`, icon: FileText, onSelect: () => document_.current?.click() },
    { kind: 'item', id: 'location', label: t`Location…`, icon: MapPin, onSelect: () => setAsking('location') },
    { kind: 'item', id: 'card', label: t`Contact card…`, icon: UserRound, onSelect: () => setAsking('card') },
    { kind: 'separator', id: 'line' },
    { kind: 'header', id: 'samples', label: t`Samples, sent at once` },
    { kind: 'item', id: 'photo', label: t`Photo`, icon: ImageIcon, onSelect: () => void say({ type: 'image' }) },
    { kind: 'item', id: 'sticker', label: t`Sticker`, icon: Sticker, onSelect: () => void say({ type: 'sticker' }) },
    { kind: 'item', id: 'pdf', label: t`PDF`, icon: FileText, onSelect: () => void say({ type: 'document' }) },
    { kind: 'separator', id: 'line-2' },
    { kind: 'item', id: 'any', label: t`Any kind…`, icon: Shapes, onSelect: onAny },
  ];

  return (
    <footer className="border-line border-t bg-surface p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      {draft && <About draft={draft} onCancel={onDone} />}
      {file && (
        <p className="mb-2 flex items-center gap-2 rounded-control bg-sunken py-1 ps-2 pe-1 text-12">
          <FileText aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
          <span className="min-w-0 flex-1 truncate">
            <bdi>{middleEllipsis(file.name)}</bdi>
          </span>
          <span className="shrink-0 text-fg-3">{fileSize(file.size)}</span>
          <IconButton icon={X} size="sm" label={t`Remove file`} onClick={() => setFile(null)} />
        </p>
      )}
      <div className="flex items-end gap-1">
        <Menu
          label={t`Send something else`}
          side="top"
          entries={entries}
          trigger={(props) => <IconButton {...props} icon={Plus} label={t`Send something else`} className="mb-0.5" />}
        />
        <textarea
          ref={box}
          dir="auto"
          rows={1}
          aria-label={t`Message from ${phone.name}`}
          placeholder={file ? t`Caption` : t`Message`}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-32 min-h-9 min-w-0 flex-1 resize-none rounded-[1.125rem] border border-line-strong bg-surface px-3 py-1.75 text-14"
        />
        {body === '' && file === null && !draft ? (
          <IconButton
            icon={Mic}
            label={t`Send a voice note (sample)`}
            className="mb-0.5"
            onClick={() => void say({ type: 'voice' })}
          />
        ) : (
          <IconButton
            icon={SendHorizontal}
            directional
            label={draft?.kind === 'edit' ? t`Save the change` : t`Send`}
            disabledReason={canSend ? null : t`Write something first.`}
            className="mb-0.5 rounded-full bg-accent text-accent-fg hover:bg-accent-hover hover:text-accent-fg"
            onClick={() => void send()}
          />
        )}
      </div>
      <input
        ref={media}
        type="file"
        hidden
        accept="image/*,video/*"
        onChange={(event) => setFile(event.target.files?.[0] ?? null)}
      />
      <input ref={document_} type="file" hidden onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      <SendLocationDialog open={asking === 'location'} onClose={() => setAsking('nothing')} onSend={say} />
      <SendCardDialog open={asking === 'card'} onClose={() => setAsking('nothing')} onSend={say} />
    </footer>
  );
}

function About({ draft, onCancel }: { draft: Draft; onCancel(): void }) {
  const { t } = useLingui();
  return (
    <div className="mb-2 flex items-center gap-2 rounded-control border-accent border-s-3 bg-sunken py-1 ps-2 pe-1 text-12">
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-accent-text">
          {draft.kind === 'edit' ? <Trans>Editing</Trans> : <Trans>Replying to</Trans>}
        </p>
        <bdi className="block truncate text-fg-2">{draft.about.preview}</bdi>
      </div>
      <IconButton icon={X} size="sm" label={t`Cancel`} onClick={onCancel} />
    </div>
  );
}

function ownText(draft: Draft): string {
  const content = fields(draft.about.content);
  return readText(content.body) ?? readText(content.caption) ?? '';
}

/** Pictures and films travel as what they are; anything else is a document. */
export function outgoingFile(file: File, media: string | undefined): Outgoing {
  if (/^image\/(png|jpeg)$/.test(file.type)) return { type: 'image', media };
  if (file.type === 'image/webp') return { type: 'sticker', media };
  if (/^video\/(mp4|3gpp)$/.test(file.type)) return { type: 'video', media };
  if (file.type.startsWith('audio/')) return { type: 'audio', media };
  return { type: 'document', media, filename: file.name };
}
