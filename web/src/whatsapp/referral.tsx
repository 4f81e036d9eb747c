// Where the customer came from: the ad or post whose button they pressed.
import { Trans } from '@lingui/react/macro';
import { Megaphone } from 'lucide-react';
import { SafeLink } from './formatted-text';
import { hostOf, safeHref } from './links';
import { fields, text } from './read';

export function Referral({ referral }: { referral: unknown }) {
  const { source_url, source_type, headline, body } = fields(referral);
  const address = text(source_url);
  const href = address === null ? null : safeHref(address);
  const title = text(headline) ?? text(body);
  if (href === null && title === null) return null;
  return (
    <div className="mb-1 flex max-w-80 items-start gap-2 rounded-control bg-fg/5 px-2 py-1.5 text-12">
      <Megaphone aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
      <div className="min-w-0">
        <p className="text-fg-2">
          {source_type === 'post' ? <Trans>Came from a post</Trans> : <Trans>Came from an ad</Trans>}
        </p>
        {title && <bdi className="line-clamp-2 font-medium">{title}</bdi>}
        {href && <SafeLink href={href}>{hostOf(href) ?? href}</SafeLink>}
      </div>
    </div>
  );
}
