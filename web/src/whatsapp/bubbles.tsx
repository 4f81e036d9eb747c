// THE LIST of kinds drawn. A kind that is read but drawn neither here nor in cards.tsx does not compile; anything else is drawn as unknown.
import { type ComponentType, Suspense } from 'react';
import { ButtonBubble } from './bubbles/button';
import {
  AudioBubble,
  DocumentBubble,
  ImageBubble,
  MediaPlaceholderBubble,
  StickerBubble,
  VideoBubble,
} from './bubbles/media';
import { EditBubble, ReactionBubble, RevokeBubble } from './bubbles/notices';
import type { BubbleProps } from './bubbles/props';
import { SystemBubble } from './bubbles/system';
import { TextBubble } from './bubbles/text';
import { CardBubble } from './cards-door';
import { isPlainKind, type PlainContent, type PlainKind, plainReaders } from './plain-content';

const bubbles: { [K in PlainKind]: ComponentType<BubbleProps<PlainContent[K]>> } = {
  audio: AudioBubble,
  button: ButtonBubble,
  document: DocumentBubble,
  edit: EditBubble,
  image: ImageBubble,
  media_placeholder: MediaPlaceholderBubble,
  reaction: ReactionBubble,
  revoke: RevokeBubble,
  sticker: StickerBubble,
  system: SystemBubble,
  text: TextBubble,
  video: VideoBubble,
};

/** Draws what a message says. */
export function Bubble(props: Omit<BubbleProps<unknown>, 'content'>) {
  const { kind } = props.message;
  return isPlainKind(kind) ? <Plain {...props} kind={kind} /> : <Card {...props} />;
}

function Plain<K extends PlainKind>({ kind, ...props }: Omit<BubbleProps<unknown>, 'content'> & { kind: K }) {
  const content = plainReaders[kind](props.message.content);
  if (content === null) return <Card {...props} />;
  const Drawn: ComponentType<BubbleProps<PlainContent[K]>> = bubbles[kind];
  return <Drawn {...props} content={content} />;
}

function Card(props: Omit<BubbleProps<unknown>, 'content'>) {
  return (
    <Suspense fallback={<div className="h-24 w-64 max-w-full" />}>
      <CardBubble {...props} />
    </Suspense>
  );
}
