// One webhook: its address, what it is sent, whether that arrives, and what can be done with it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { CirclePause, Ellipsis, KeyRound, List, PenLine, Play, Send, Trash2 } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Webhook, webhooks } from '~/api/webhooks';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { EVERYTHING } from './webhook-events';

const SHOWN_EVENTS = 6;

interface RowProps {
  webhook: Webhook;
  onShow: (what: 'edit' | 'rotate' | 'log') => void;
  /** It is gone. */
  onRemoved: () => void;
}

export function WebhookRow({ webhook, onShow, onRemoved }: RowProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const update = useMutation({ ...webhooks.update(id), onError });
  const remove = useMutation({ ...webhooks.remove(id), onError });
  const test = useMutation({ ...webhooks.test(id), onError });
  const sends = webhook.state === 'active';
  const { url } = webhook;
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete the webhook to ${host(url)}?`,
      body: t`Nothing is sent there any more, not even what waits. Its log is deleted with it.`,
      action: t`Delete webhook`,
    });
    if (sure) remove.mutate(webhook.id, { onSuccess: onRemoved });
  };
  const sendTest = () =>
    test.mutate(webhook.id, {
      onSuccess: () => onShow('log'),
    });
  const turn = (active: boolean) => update.mutate({ webhook: webhook.id, active });
  return (
    <li className="flex flex-col gap-2 py-3 ps-4 pe-2">
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <bdi dir="ltr" className="min-w-0 break-all font-medium">
              {url}
            </bdi>
            <State webhook={webhook} />
          </p>
          {webhook.description && <bdi className="text-13 text-fg-2">{webhook.description}</bdi>}
          <Events events={webhook.events} />
          {webhook.previous_secret_until && (
            <p className="text-12 text-fg-3">
              <Trans>Signed with the secret before, too, until {exact(webhook.previous_secret_until)}.</Trans>
            </p>
          )}
        </div>
        <IconButton icon={List} label={t`Deliveries to ${host(url)}`} onClick={() => onShow('log')} />
        <Menu
          label={t`Actions`}
          align="end"
          entries={[
            {
              kind: 'item',
              id: 'test',
              label: t`Send a test`,
              icon: Send,
              disabledReason: sends ? null : t`Nothing is sent while it is off.`,
              onSelect: sendTest,
            },
            { kind: 'item', id: 'edit', label: t`Edit…`, icon: PenLine, onSelect: () => onShow('edit') },
            { kind: 'item', id: 'rotate', label: t`New secret…`, icon: KeyRound, onSelect: () => onShow('rotate') },
            sends
              ? { kind: 'item', id: 'off', label: t`Turn off`, icon: CirclePause, onSelect: () => turn(false) }
              : { kind: 'item', id: 'on', label: t`Turn on`, icon: Play, onSelect: () => turn(true) },
            { kind: 'separator', id: 'line' },
            {
              kind: 'item',
              id: 'delete',
              label: t`Delete…`,
              icon: Trash2,
              tone: 'danger',
              onSelect: () => void ask(),
            },
          ]}
          trigger={(props) => <IconButton icon={Ellipsis} label={t`Actions for ${host(url)}`} {...props} />}
        />
      </div>
      {(webhook.state === 'paused' || (webhook.state === 'off' && webhook.problem)) && (
        <div className="me-2 flex flex-wrap items-center gap-3 rounded-card bg-danger-soft p-3">
          <p className="min-w-0 flex-1 basis-64 text-13">
            {webhook.state === 'paused' ? (
              <Trans>Nothing arrived for three days, so sending stopped.</Trans>
            ) : (
              <Trans>The other side said that it wants no more, so sending stopped.</Trans>
            )}{' '}
            {webhook.problem && <bdi className="break-words">{webhook.problem}</bdi>}{' '}
            <Trans>What waits is sent when you turn it on; what happens until then is not.</Trans>
          </p>
          <Button size="sm" icon={Play} busy={update.isPending} onClick={() => turn(true)}>
            <Trans>Send again</Trans>
          </Button>
        </div>
      )}
      {sends && webhook.failing_since && (
        <p className="me-2 text-13 text-warning">
          <Trans>Nothing arrived since {moment(webhook.failing_since)}.</Trans>{' '}
          {webhook.problem && <bdi className="break-words">{webhook.problem}</bdi>}
        </p>
      )}
    </li>
  );
}

function State({ webhook: { state, failing_since: failing } }: { webhook: Webhook }) {
  if (state === 'paused')
    return (
      <Badge tone="danger">
        <Trans>Paused</Trans>
      </Badge>
    );
  if (state === 'off')
    return (
      <Badge>
        <Trans>Off</Trans>
      </Badge>
    );
  return failing ? (
    <Badge tone="warning">
      <Trans>Failing</Trans>
    </Badge>
  ) : (
    <Badge tone="success">
      <Trans>On</Trans>
    </Badge>
  );
}

function Events({ events }: { events: readonly string[] }) {
  const { t } = useLingui();
  if (events.includes(EVERYTHING)) {
    return (
      <p className="text-13 text-fg-3">
        <Trans>All events</Trans>
      </p>
    );
  }
  const more = events.length - SHOWN_EVENTS;
  return (
    <ul aria-label={t`Events`} className="flex flex-wrap gap-1 pt-0.5">
      {events.slice(0, SHOWN_EVENTS).map((event) => (
        <li key={event} className="min-w-0">
          <Badge tone="outline">
            <code dir="ltr" className="font-mono">
              {event}
            </code>
          </Badge>
        </li>
      ))}
      {more > 0 && (
        <li className="text-12 text-fg-3" data-tooltip={events.slice(SHOWN_EVENTS).join(', ')}>
          <Plural value={more} one="and # more" other="and # more" />
        </li>
      )}
    </ul>
  );
}

/** Short enough for a sentence. */
export function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
