// May this person be written to? What they decided, when and by which road, and the way to write a decision down.
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { optOuts } from '~/api/opt-outs';
import type { Contact } from '~/api/schema';
import { useConsentWords } from '~/layouts/use-consent-words';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { ConsentDialog } from './consent-dialog';

export function ConsentSection({ contact }: { contact: Contact }) {
  const now = useNow();
  const { id: ws, can } = useWorkspace();
  const words = useConsentWords();
  const ledger = useInfiniteQuery(optOuts.ofContact(ws, contact.id));
  const [asking, setAsking] = useState(false);
  const entries = (ledger.data?.pages ?? []).flatMap((page) => page.data);
  return (
    <div className="flex flex-col gap-2 text-13">
      <div className="flex items-center justify-between gap-2">
        {contact.opted_out ? (
          <Badge tone="danger">
            <Trans>Opted out</Trans>
          </Badge>
        ) : contact.marketing_opted_out_at ? (
          <Badge tone="warning">
            <Trans>No marketing</Trans>
          </Badge>
        ) : (
          <Badge tone="success">
            <Trans>Can be messaged</Trans>
          </Badge>
        )}
        <Button size="sm" disabledReason={can.updateContact()} onClick={() => setAsking(true)}>
          {contact.opted_out ? <Trans>Opt back in…</Trans> : <Trans>Opt out…</Trans>}
        </Button>
      </div>
      {entries.length > 0 && (
        <ol className="flex flex-col gap-1.5 border-line border-s ps-3">
          {entries.map((entry) => (
            <li key={entry.id} className="min-w-0">
              <p>{words.what(entry)}</p>
              {entry.detail && (
                <p dir="auto" className="break-words text-fg-2">
                  “{entry.detail}”
                </p>
              )}
              <p className="text-12 text-fg-3">
                <time dateTime={entry.at} data-tooltip={exact(entry.at)}>
                  {ago(entry.at, now)}
                </time>
                {' · '}
                <bdi>{words.how(entry)}</bdi>
              </p>
            </li>
          ))}
        </ol>
      )}
      {ledger.hasNextPage && (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => void ledger.fetchNextPage()}>
          <Trans>Show earlier</Trans>
        </Button>
      )}
      {asking && <ConsentDialog contact={contact} onClose={() => setAsking(false)} />}
    </div>
  );
}
