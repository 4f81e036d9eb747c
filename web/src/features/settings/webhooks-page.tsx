// Settings of outgoing webhooks: where events of the workspace are posted to, whether they arrive, and what became of each.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { webhooks } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { ForbiddenPage } from '~/layouts/notice-page';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { WebhookDialog } from './webhook-dialog';
import { WebhookLog } from './webhook-log';
import { WebhookRotate } from './webhook-rotate';
import { WebhookRow } from './webhook-row';
import { type MadeSecret, WebhookSecretNote } from './webhook-secret-note';

export default function WebhooksSettingsPage() {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('webhooks:manage') ? <Webhooks /> : <ForbiddenPage place={t`webhooks`} />;
}

type Shown = { what: 'new' } | { what: 'edit' | 'rotate' | 'log'; id: string } | null;

function Webhooks() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery(webhooks.list(id));
  const [shown, setShown] = useState<Shown>(null);
  const [made, setMade] = useState<MadeSecret | null>(null);
  // As it is now: it may be paused while its log is open.
  const webhook = list.data?.find((one) => shown !== null && 'id' in shown && one.id === shown.id);
  const close = () => setShown(null);
  const onMade = (secret: MadeSecret) => {
    close();
    setMade(secret);
  };
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setShown({ what: 'new' })}>
      <Trans>New webhook</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Webhooks`}
      intro={t`Events of this workspace, posted to your own servers: signed, tried for days, and written down.`}
      actions={list.data?.length ? create : null}
    >
      <div className="flex flex-col gap-6">
        {made && <WebhookSecretNote key={made.secret} made={made} onClose={() => setMade(null)} />}
        {list.isPending && [0, 1].map((row) => <Skeleton key={row} className="h-20" />)}
        {list.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(list.error)} />
            <Button onClick={() => void list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {list.data?.length === 0 && (
          <EmptyState icon={WebhookIcon} title={t`No server is told what happens here`} action={create}>
            <Trans>Let your shop, your CRM or a script know of new messages, contacts and submitted forms.</Trans>
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <ul aria-label={t`Webhooks`} className="divide-y divide-line rounded-card border border-line bg-surface">
            {list.data.map((one) => (
              <WebhookRow
                key={one.id}
                webhook={one}
                onShow={(what) => setShown({ what, id: one.id })}
                onRemoved={() => setMade((secret) => (secret?.id === one.id ? null : secret))}
              />
            ))}
          </ul>
        )}
      </div>
      {shown?.what === 'new' && <WebhookDialog webhook={null} onClose={close} onMade={onMade} />}
      {shown?.what === 'edit' && webhook && <WebhookDialog webhook={webhook} onClose={close} onMade={onMade} />}
      {shown?.what === 'rotate' && webhook && <WebhookRotate webhook={webhook} onClose={close} onMade={onMade} />}
      {shown?.what === 'log' && webhook && <WebhookLog webhook={webhook} onClose={close} />}
    </SettingsPage>
  );
}
