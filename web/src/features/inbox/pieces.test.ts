// One reply becomes the right messages: words under the first file that can carry them, the quote on the first.
import { expect, it } from 'vitest';
import { noLook } from '~/whatsapp/no-look';
import { message } from '~test/builders';
import { piecesOf } from './pieces';
import type { Attachment } from './use-attachments';

function file(kind: Attachment['kind'], name: string): Attachment {
  const media = {
    id: `med_${name}`,
    ...noLook,
    state: 'ready' as const,
    mime_type: '',
    filename: name,
    size: 1,
    url: null,
    error: null,
  };
  return { id: name, file: new File(['x'], name), kind, previewUrl: null, state: { is: 'ready', media } };
}

it('sends words alone as text', () => {
  expect(piecesOf('hola', [], null)).toMatchObject([
    { content: { type: 'text', text: { body: 'hola' } }, preview: 'hola' },
  ]);
});

it('puts the words under the first file that can carry them', () => {
  const pieces = piecesOf('look', [file('audio', 'a.ogg'), file('image', 'b.png'), file('document', 'c.pdf')], null);
  expect(pieces.map((piece) => piece.content)).toEqual([
    { type: 'audio', audio: { media_id: 'med_a.ogg' } },
    { type: 'image', image: { media_id: 'med_b.png', caption: 'look' } },
    { type: 'document', document: { media_id: 'med_c.pdf', filename: 'c.pdf' } },
  ]);
});

it('sends the words first when no file can carry them', () => {
  expect(piecesOf('listen', [file('audio', 'a.ogg')], null).map((piece) => piece.content.type)).toEqual([
    'text',
    'audio',
  ]);
});

it('quotes with the first message only', () => {
  const quoted = message();
  const pieces = piecesOf('', [file('image', 'a.png'), file('image', 'b.png')], quoted);
  expect(pieces.map((piece) => piece.replyTo?.id)).toEqual([quoted.id, undefined]);
});
