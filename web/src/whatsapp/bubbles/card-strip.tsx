// The cards of a carousel, side by side; the strip scrolls, the page does not.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FormattedText } from '../formatted-text';
import type { Card } from '../interactive';
import { ActionRows } from './action-rows';
import { HeaderView } from './header-view';
import type { BubbleProps } from './props';

export function CardStrip({ cards, ...props }: Omit<BubbleProps<unknown>, 'content' | 'tail'> & { cards: Card[] }) {
  return (
    <Strip>
      {cards.map((card, index) => (
        <CardFrame key={index}>
          {card.header && <HeaderView header={card.header} media={null} className="min-w-0" />}
          {card.body && <FormattedText text={card.body} />}
          <ActionRows {...props} action={card.action} card={index} />
        </CardFrame>
      ))}
    </Strip>
  );
}

export function Strip({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  return (
    <ul
      aria-label={t`Cards`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="-mx-3 mt-1 flex snap-x scroll-px-3 gap-2 overflow-x-auto px-3 pb-2 [scrollbar-width:thin]"
    >
      {children}
    </ul>
  );
}

export function CardFrame({ children }: { children: ReactNode }) {
  return (
    <li className="flex w-56 shrink-0 snap-start flex-col justify-between gap-1 overflow-hidden rounded-card border border-fg/10 bg-surface/60 px-3 pt-2">
      {children}
    </li>
  );
}
