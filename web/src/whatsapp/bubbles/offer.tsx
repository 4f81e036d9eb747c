// A limited-time offer: its words, its code and when it ends.
import { Trans } from '@lingui/react/macro';
import { Gift } from 'lucide-react';
import { moment } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import type { TemplateContent } from '../template';

export function Offer({ offer, code }: { offer: NonNullable<TemplateContent['offer']>; code: string | null }) {
  const over = offer.until !== null && offer.until <= useNow();
  return (
    <div className="flex w-72 max-w-full items-center gap-3 rounded-card bg-fg/5 p-2.5">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <Gift aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <span className="min-w-0 text-13">
        <bdi className="block font-semibold">{offer.text}</bdi>
        {code && (
          <span className="block text-fg-2">
            <Trans>
              Code <bdi className="font-mono">{code}</bdi>
            </Trans>
          </span>
        )}
        {offer.until !== null && (
          <span className={`block text-12 ${over ? 'text-danger' : 'text-fg-2'}`}>
            {over ? <Trans>The offer has ended</Trans> : <Trans>Ends {moment(offer.until)}</Trans>}
          </span>
        )}
      </span>
    </div>
  );
}
