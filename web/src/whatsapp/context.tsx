// What came along with a message: passed on from another chat, or a question about a product.
import { Trans } from '@lingui/react/macro';
import { ChevronRight, ChevronsRight, ShoppingBag } from 'lucide-react';
import type { MessageView } from './message';

export function Context({ context }: { context: NonNullable<MessageView['context']> }) {
  const { forwarded, frequently_forwarded, product } = context;
  const Icon = frequently_forwarded ? ChevronsRight : ChevronRight;
  return (
    <>
      {(forwarded || frequently_forwarded) && (
        <p className="flex items-center gap-0.5 text-12 text-fg-2 italic">
          <Icon aria-hidden className="mirror -ms-0.5 size-4 shrink-0" strokeWidth={1.75} />
          {frequently_forwarded ? <Trans>Forwarded many times</Trans> : <Trans>Forwarded</Trans>}
        </p>
      )}
      {product && (
        <div className="mb-1 flex max-w-80 items-center gap-2 rounded-control bg-fg/5 px-2 py-1.5 text-12">
          <ShoppingBag aria-hidden className="size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
          <span className="min-w-0">
            <span className="block text-fg-2">
              <Trans>Asks about a product</Trans>
            </span>
            <bdi className="block truncate font-medium">{product.product_retailer_id ?? product.catalog_id}</bdi>
          </span>
        </div>
      )}
    </>
  );
}
