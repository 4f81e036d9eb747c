// Every time the contact asked for silence or came back, by which road.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { optOuts } from '~/api/opt-outs';
import type { Contact } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { useConsentWords } from '~/layouts/use-consent-words';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Skeleton } from '~/ui/skeleton';

export function ConsentLedger({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const words = useConsentWords();
  const ledger = useInfiniteQuery(optOuts.ofContact(id, contact.id));
  const entries = ledger.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <SettingsSection title={t`Consent ledger`} about={t`What was decided about your messages, and how you know.`}>
      {ledger.isPending && <Skeleton className="h-10" />}
      {ledger.isSuccess && entries.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>Nothing was decided yet.</Trans>
        </p>
      )}
      {entries.length > 0 && (
        <ol
          aria-label={t`Consent ledger`}
          className="divide-y divide-line rounded-card border border-line bg-surface text-13"
        >
          {entries.map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <Badge tone={entry.action === 'opt_out' ? 'danger' : 'success'}>{words.what(entry)}</Badge>
              <span className="min-w-0 flex-1 text-fg-2">
                <bdi>{words.how(entry)}</bdi>
                {entry.detail && <bdi> · “{entry.detail}”</bdi>}
              </span>
              <time dateTime={entry.at} data-tooltip={exact(entry.at)} className="shrink-0 text-12 text-fg-3">
                {moment(entry.at)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </SettingsSection>
  );
}
