// The way to the cards: fetched beside the thread instead of before it, and there by the time a card is drawn.
import { Suspense, use } from 'react';
import type { BubbleProps } from './bubbles/props';
import type { MessageView } from './message';

type Cards = typeof import('./cards');

let here: Cards | null = null;

/** Resolved once cards can be drawn at once. */
export const cardsReady: Promise<Cards> = import('./cards').then((cards) => {
  here = cards;
  return cards;
});

export function CardBubble(props: Omit<BubbleProps<unknown>, 'content'>) {
  const { Card } = here ?? use(cardsReady);
  return <Card {...props} />;
}

export function OriginNote({ message }: { message: MessageView }) {
  return message.referral === null && message.context === null ? null : (
    <Suspense fallback={null}>
      <Drawn message={message} />
    </Suspense>
  );
}

function Drawn({ message }: { message: MessageView }) {
  const { Origin } = here ?? use(cardsReady);
  return <Origin message={message} />;
}
