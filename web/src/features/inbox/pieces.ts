// One written reply as the messages it becomes: each file is a message of its own, the words go under the first one that can carry them.
import type { Media, Message } from '~/api/schema';
import type { Attachment } from './use-attachments';
import type { Piece } from './use-send';

export function piecesOf(text: string, attachments: readonly Attachment[], replyTo: Message | null): Piece[] {
  const ready = attachments.flatMap(({ kind, file, state }) =>
    state.is === 'ready' ? [{ kind, file, media: state.media }] : [],
  );
  const bearer = ready.findIndex(({ kind }) => kind !== 'audio' && kind !== 'sticker');
  const files = ready.map(({ kind, file, media }, index): Piece => {
    const caption = index === bearer && text !== '' ? { caption: text } : {};
    const filename = kind === 'document' ? { filename: file.name } : {};
    return {
      content: { type: kind, [kind]: { media_id: media.id, ...caption, ...filename } },
      preview: caption.caption ?? file.name,
      media,
    };
  });
  const alone: Piece[] =
    text !== '' && bearer < 0
      ? [
          {
            content: { type: 'text', text: { body: text, ...(/https?:\/\//.test(text) && { preview_url: true }) } },
            preview: text,
          },
        ]
      : [];
  const [first, ...rest] = [...alone, ...files];
  return first ? [{ ...first, replyTo }, ...rest] : [];
}

/** A recorded voice message, as the list shows it too. */
export function voicePiece(media: Media, replyTo: Message | null): Piece {
  return {
    content: { type: 'audio', audio: { media_id: media.id, voice: true } },
    preview: '🎤 Voice message',
    media,
    replyTo,
  };
}
