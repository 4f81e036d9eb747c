// Who opted out or came back, newest first.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { optOuts } from '~/api/opt-outs';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useConsentWords } from '~/layouts/use-consent-words';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';

export function OptOutsLedger() {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const words = useConsentWords();
  const ledger = useInfiniteQuery(optOuts.list(ws));
  const entries = (ledger.data?.pages ?? []).flatMap((page) => page.data);
  if (ledger.isPending) return <Skeleton className="h-24" />;
  if (ledger.isError) return <ProblemNote problem={asProblem(ledger.error)} />;
  if (entries.length === 0) {
    return (
      <p className="text-13 text-fg-2">
        <Trans>Nobody has opted out yet.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul
        aria-label={t`Ledger of opt-outs`}
        className="divide-y divide-line rounded-card border border-line bg-surface text-13"
      >
        {entries.map((entry) => (
          <li key={entry.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <Badge tone={entry.action === 'opt_out' ? 'danger' : 'success'}>{words.what(entry)}</Badge>
            <Link
              to="/w/$ws/contacts/$contact"
              params={{ ws, contact: entry.contact_id }}
              className="min-w-0 truncate font-medium hover:underline"
            >
              <bdi>{entry.contact_name || t`Unknown contact`}</bdi>
            </Link>
            <span className="min-w-0 flex-1 truncate text-fg-2">
              <bdi>{words.how(entry)}</bdi>
              {entry.detail && <bdi> · “{entry.detail}”</bdi>}
            </span>
            <time dateTime={entry.at} data-tooltip={exact(entry.at)} className="shrink-0 text-12 text-fg-3">
              {moment(entry.at)}
            </time>
          </li>
        ))}
      </ul>
      {ledger.hasNextPage && (
        <Button className="self-start" busy={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}
