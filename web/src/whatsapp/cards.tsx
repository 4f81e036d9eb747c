// Messages drawn as cards: offers, answers, templates, people, places, orders, and what cannot be shown.
import type { ComponentType } from 'react';
import { ContactsBubble } from './bubbles/contacts';
import { InteractiveBubble } from './bubbles/interactive';
import { LocationBubble } from './bubbles/location';
import { OrderBubble } from './bubbles/order';
import type { BubbleProps } from './bubbles/props';
import { TemplateBubble } from './bubbles/template';
import { UnknownBubble, UnsupportedBubble } from './bubbles/unknown';
import { type CardContent, type CardKind, cardReaders, isCardKind } from './content';
import { Context } from './context';
import type { MessageView } from './message';
import { Referral } from './referral';

const bubbles: { [K in CardKind]: ComponentType<BubbleProps<CardContent[K]>> } = {
  contacts: ContactsBubble,
  interactive: InteractiveBubble,
  location: LocationBubble,
  order: OrderBubble,
  template: TemplateBubble,
  unsupported: UnsupportedBubble,
};

/** What stands above the words: where the customer came from, and what came along. */
export function Origin({ message }: { message: MessageView }) {
  return (
    <>
      {message.referral !== null && <Referral referral={message.referral} />}
      {message.context && <Context context={message.context} />}
    </>
  );
}

export function Card(props: Omit<BubbleProps<unknown>, 'content'>) {
  const { kind, content } = props.message;
  return isCardKind(kind) ? <Listed {...props} kind={kind} /> : <UnknownBubble {...props} content={content} />;
}

function Listed<K extends CardKind>({ kind, ...props }: Omit<BubbleProps<unknown>, 'content'> & { kind: K }) {
  const content = cardReaders[kind](props.message.content);
  if (content === null) return <UnknownBubble {...props} content={props.message.content} />;
  const Drawn: ComponentType<BubbleProps<CardContent[K]>> = bubbles[kind];
  return <Drawn {...props} content={content} />;
}
