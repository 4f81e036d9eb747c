// Settings of the number: connect it, see that it works, renew its secrets, take it away.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { BusinessProfile } from './business-profile';
import { ChannelActivity } from './channel-activity';
import { ChannelAlerts } from './channel-alerts';
import { ChannelChecks } from './channel-checks';
import { ChannelDisconnect } from './channel-disconnect';
import { ChannelHistory } from './channel-history';
import { ChannelLimits } from './channel-limits';
import { ChannelOrphans } from './channel-orphans';
import { ChannelPace } from './channel-pace';
import { ChannelSecrets } from './channel-secrets';
import { ChannelStatus } from './channel-status';
import { ChannelWebhook } from './channel-webhook';
import { ConnectChannel } from './connect-channel';

export default function ChannelSettingsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const number = useQuery(channel.get(id));
  const refusal = can.permission('channel:manage');
  return (
    <SettingsPage title={t`WhatsApp number`} intro={t`One workspace answers on one number.`}>
      {refusal && <ReadOnlyNote reason={refusal} />}
      {number.isPending && (
        <div className="flex flex-col gap-4">
          <Skeleton className="h-28" />
          <Skeleton className="h-48" />
        </div>
      )}
      {number.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(number.error)} />
          <Button onClick={() => void number.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {number.isSuccess && number.data === null && <ConnectChannel refusal={refusal} />}
      {number.data && (
        <>
          <ChannelAlerts />
          <ChannelStatus number={number.data} />
          <ChannelHistory />
          {refusal === null && <ChannelChecks />}
          <ChannelLimits number={number.data} refusal={refusal} />
          <BusinessProfile refusal={refusal} />
          <ChannelPace refusal={refusal} />
          <ChannelOrphans />
          <ChannelWebhook number={number.data} />
          <ChannelSecrets number={number.data} refusal={refusal} />
          <ChannelActivity />
          <ChannelDisconnect number={number.data} refusal={refusal} />
        </>
      )}
    </SettingsPage>
  );
}
