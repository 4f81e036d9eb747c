// The way to the cards: fetched beside the thread instead of before it, and there by the time a card is drawn.
import { Suspense, use } from 'react';
import type { BubbleProps } from './bubbles/props';
import type { MessageView } from './message';

type Cards = typeof import('./cards');

/** Resolved once cards can be drawn at once; React reads the two fields, and then draws without waiting a turn. */
export const cardsReady: Promise<Cards> = import('./cards').then((cards) => {
  Object.assign(cardsReady, { status: 'fulfilled', value: cards });
  return cards;
});

export function CardBubble(props: Omit<BubbleProps<unknown>, 'content'>) {
  const { Card } = use(cardsReady);
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
  const { Origin } = use(cardsReady);
  return <Origin message={message} />;
}
