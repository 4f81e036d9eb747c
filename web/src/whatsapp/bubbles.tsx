// THE LIST of kinds drawn. A kind that is read (content.ts) but not drawn here does not compile; anything else is drawn as unknown.
import type { ComponentType } from 'react';
import { ButtonBubble } from './bubbles/button';
import { ContactsBubble } from './bubbles/contacts';
import { InteractiveBubble } from './bubbles/interactive';
import { LocationBubble } from './bubbles/location';
import {
  AudioBubble,
  DocumentBubble,
  ImageBubble,
  MediaPlaceholderBubble,
  StickerBubble,
  VideoBubble,
} from './bubbles/media';
import { EditBubble, ReactionBubble, RevokeBubble } from './bubbles/notices';
import { OrderBubble } from './bubbles/order';
import type { BubbleProps } from './bubbles/props';
import { SystemBubble } from './bubbles/system';
import { TemplateBubble } from './bubbles/template';
import { TextBubble } from './bubbles/text';
import { UnknownBubble, UnsupportedBubble } from './bubbles/unknown';
import { type ContentByKind, isMessageKind, type MessageKind, readers } from './content';

export const bubbles: { [K in MessageKind]: ComponentType<BubbleProps<ContentByKind[K]>> } = {
  audio: AudioBubble,
  button: ButtonBubble,
  contacts: ContactsBubble,
  document: DocumentBubble,
  edit: EditBubble,
  image: ImageBubble,
  interactive: InteractiveBubble,
  location: LocationBubble,
  media_placeholder: MediaPlaceholderBubble,
  order: OrderBubble,
  reaction: ReactionBubble,
  revoke: RevokeBubble,
  sticker: StickerBubble,
  system: SystemBubble,
  template: TemplateBubble,
  text: TextBubble,
  unsupported: UnsupportedBubble,
  video: VideoBubble,
};

/** Draws what a message says. */
export function Bubble(props: Omit<BubbleProps<unknown>, 'content'>) {
  const { kind, content } = props.message;
  return isMessageKind(kind) ? <Listed {...props} kind={kind} /> : <UnknownBubble {...props} content={content} />;
}

function Listed<K extends MessageKind>({ kind, ...props }: Omit<BubbleProps<unknown>, 'content'> & { kind: K }) {
  const content = readers[kind](props.message.content);
  if (content === null) return <UnknownBubble {...props} content={props.message.content} />;
  const Drawn: ComponentType<BubbleProps<ContentByKind[K]>> = bubbles[kind];
  return <Drawn {...props} content={content} />;
}
