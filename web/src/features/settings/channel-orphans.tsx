// Reports about messages that nobody here knows: usually another tool sends with the same number. Not shown while there are none.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { channelPace } from '~/api/channel-pace';
import { useWorkspace } from '~/api/current-workspace';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';

export function ChannelOrphans() {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const orphans = useInfiniteQuery({ ...channelPace.orphans(ws), enabled: can.has('webhook_events:read') });
  const rows = (orphans.data?.pages ?? []).flatMap((page) => page.data);
  if (rows.length === 0) return null;
  return (
    <SettingsSection
      title={t`Reports without a message`}
      about={t`WhatsApp reports about messages that were not sent from here. Another tool may be sending with this number.`}
    >
      <ul className="divide-y divide-line rounded-card border border-line bg-surface text-13">
        {rows.map((row) => (
          <li key={`${row.wamid} ${row.status}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <Badge tone={row.status === 'failed' ? 'danger' : 'neutral'}>{row.status}</Badge>
            <code dir="ltr" className="min-w-0 flex-1 truncate font-mono text-12" data-tooltip={row.wamid}>
              {row.wamid}
            </code>
            {row.error && <span className="text-fg-2">{row.error.title}</span>}
            <time dateTime={row.at} className="shrink-0 text-12 text-fg-3">
              {moment(row.at)}
            </time>
          </li>
        ))}
      </ul>
      {orphans.hasNextPage && (
        <Button className="self-start" onClick={() => void orphans.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </SettingsSection>
  );
}
