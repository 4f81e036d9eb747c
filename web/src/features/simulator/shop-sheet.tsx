// The catalogue on the phone: products by id with sample prices, put into a cart and sent as an order.
import { Trans, useLingui } from '@lingui/react/macro';
import { Minus, Plus, ShoppingBag } from 'lucide-react';
import { useState } from 'react';
import { locale } from '~/lib/i18n';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import type { MessageView } from '~/whatsapp/message';
import { fields, text } from '~/whatsapp/read';
import { PhoneSheet } from './phone-sheet';
import type { Outgoing } from './types';

interface Props {
  message: MessageView;
  /** Products the message names; a whole catalogue names none. */
  ids: readonly string[];
  onClose(): void;
  onSend(order: Outgoing): Promise<boolean>;
}

const usual = ['aurora-brass', 'aurora-black', 'nova-dimmable', 'bulb-e27'];

export default function ShopSheet({ message, ids, onClose, onSend }: Props) {
  const { t } = useLingui();
  const products = [...new Set(ids.length > 1 ? ids : [...ids, ...usual])];
  const [cart, setCart] = useState<Record<string, number>>({});
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const chosen = products.filter((id) => (cart[id] ?? 0) > 0);
  const total = chosen.reduce((sum, id) => sum + priceOf(id) * (cart[id] ?? 0), 0);
  const put = (id: string, by: number) => setCart({ ...cart, [id]: Math.max(0, (cart[id] ?? 0) + by) });

  const send = async () => {
    setBusy(true);
    const done = await onSend({
      type: 'order',
      catalog_id: catalogOf(message),
      ...(words.trim() !== '' && { text: words.trim() }),
      product_items: chosen.map((id) => ({
        product_retailer_id: id,
        quantity: cart[id],
        item_price: priceOf(id),
        currency: 'EUR',
      })),
    });
    setBusy(false);
    if (done) onClose();
  };

  return (
    <PhoneSheet
      title={t`Catalogue`}
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          size="lg"
          className="w-full"
          busy={busy}
          disabledReason={chosen.length === 0 ? t`Put something into the cart first.` : null}
          onClick={() => void send()}
        >
          <Trans>Send the order · {money(total)}</Trans>
        </Button>
      }
    >
      <p className="pb-2 text-12 text-fg-3">
        <Trans>Prices are made up: the real ones are in Meta’s catalogue.</Trans>
      </p>
      <ul className="divide-y divide-line">
        {products.map((id) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <span className="flex size-12 shrink-0 items-center justify-center rounded-control bg-sunken text-fg-2">
              <ShoppingBag aria-hidden className="size-5" strokeWidth={1.5} />
            </span>
            <span className="min-w-0 flex-1">
              <bdi className="block truncate font-medium text-13">{id}</bdi>
              <span className="text-12 text-fg-2">{money(priceOf(id))}</span>
            </span>
            <IconButton
              icon={Minus}
              size="sm"
              label={t`One ${id} less`}
              disabledReason={cart[id] ? null : t`None in the cart.`}
              onClick={() => put(id, -1)}
            />
            <output aria-label={t`${id} in the cart`} className="w-5 text-center text-13 tabular-nums">
              {cart[id] ?? 0}
            </output>
            <IconButton icon={Plus} size="sm" label={t`One ${id} more`} onClick={() => put(id, 1)} />
          </li>
        ))}
      </ul>
      <Input
        className="mt-2"
        aria-label={t`Words with the order`}
        placeholder={t`Words with the order`}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </PhoneSheet>
  );
}

/** The same price for the same id, between 29 and 149. */
function priceOf(id: string): number {
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 12_000, 7);
  return (2900 + sum) / 100;
}

function catalogOf(message: MessageView): string {
  const action = fields(fields(message.content).action);
  return text(action.catalog_id) ?? '194836987003835';
}

function money(value: number): string {
  return new Intl.NumberFormat(locale(), { style: 'currency', currency: 'EUR' }).format(value);
}
