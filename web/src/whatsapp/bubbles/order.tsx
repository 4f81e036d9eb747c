// A cart sent from the catalogue: items, sums by currency, the customer's words.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ShoppingCart } from 'lucide-react';
import { locale } from '~/lib/i18n';
import { CopyButton } from '~/ui/copy-button';
import type { OrderContent } from '../content';
import { FormattedText } from '../formatted-text';
import { Card, cardAction } from './card';
import type { BubbleProps } from './props';

export function OrderBubble({ content }: BubbleProps<OrderContent>) {
  const { t } = useLingui();
  const totals = sums(content.items);
  const copy = content.items.map((item) => `${item.quantity} × ${item.id}${price(item)}`).join('\n');
  return (
    <div className="flex flex-col gap-2">
      <Card>
        <p className="flex items-center gap-2 px-3 pt-3 font-medium">
          <ShoppingCart aria-hidden className="size-4" strokeWidth={1.75} />
          <Plural value={content.items.length} one="Order, # item" other="Order, # items" />
        </p>
        <ul className="px-3 py-2 text-13">
          {content.items.map((item, index) => (
            <li key={index} className="flex gap-2 py-0.5">
              <span className="shrink-0 text-fg-2">{item.quantity} ×</span>
              <span dir="ltr" className="min-w-0 flex-1 text-start font-mono text-12 leading-5">
                {item.id}
              </span>
              {item.price !== null && (
                <span className="shrink-0">{money(item.price * item.quantity, item.currency)}</span>
              )}
            </li>
          ))}
        </ul>
        {totals.length > 0 && (
          <p className="flex justify-between gap-2 border-t border-fg/10 px-3 py-2 font-medium">
            <Trans>Total</Trans>
            <span>{totals.map(([currency, sum]) => money(sum, currency)).join(' + ')}</span>
          </p>
        )}
        <div className="flex border-t border-fg/10">
          <CopyButton text={copy} label={t`Copy order`} className={cardAction} />
        </div>
      </Card>
      {content.text && <FormattedText text={content.text} />}
    </div>
  );
}

function price(item: OrderContent['items'][number]): string {
  return item.price === null ? '' : ` (${item.price} ${item.currency ?? ''})`.replace(' )', ')');
}

/** The sum of each currency; unknown prices count for nothing. */
export function sums(items: OrderContent['items']): [string | null, number][] {
  const totals = new Map<string | null, number>();
  for (const { price: each, quantity, currency } of items) {
    if (each !== null) totals.set(currency, (totals.get(currency) ?? 0) + each * quantity);
  }
  return [...totals];
}

function money(value: number, currency: string | null): string {
  const isKnown = currency !== null && /^[A-Za-z]{3}$/.test(currency);
  return new Intl.NumberFormat(
    locale(),
    isKnown ? { style: 'currency', currency } : { minimumFractionDigits: 2 },
  ).format(value);
}
