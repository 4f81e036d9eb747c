// What Meta says about the number, and what is wrong with it right now.
import { Trans, useLingui } from '@lingui/react/macro';
import { FlaskConical, Phone, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Channel } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { ago, exact } from '~/lib/dates';
import { number as readable } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';

type Tone = 'success' | 'warning' | 'danger' | 'neutral';

export function ChannelStatus({ number }: { number: Channel }) {
  const { t } = useLingui();
  const now = useNow();
  const simulated = number.kind === 'simulator';
  const Icon = simulated ? FlaskConical : Phone;
  return (
    <SettingsSection
      title={t`Status`}
      about={
        simulated
          ? t`A number of the built-in simulator. Nothing leaves this server.`
          : t`Read from Meta when something changes.`
      }
    >
      {number.degraded && (
        <div role="alert" className="flex items-start gap-2 rounded-card bg-danger-soft px-3 py-2 text-13 text-danger">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <div>
            <p className="font-semibold">
              <Trans>Sending is paused</Trans>
            </p>
            <p>{number.degraded.detail}</p>
            <p className="text-12">
              {ago(number.degraded.at, now)} · <code className="font-mono">{number.degraded.code}</code>
            </p>
          </div>
        </div>
      )}
      <div className="flex items-center gap-3 rounded-card border border-line bg-surface p-4">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">
            <bdi>{number.verified_name ?? t`Name not known`}</bdi>
          </p>
          <p dir="ltr" className="truncate text-start text-13 text-fg-2">
            {number.display_phone_number ?? number.phone_number_id}
          </p>
        </div>
        <Badge tone={statusTone(number.status)}>{number.status ?? t`Unknown`}</Badge>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-13 md:grid-cols-[12rem_minmax(0,1fr)]">
        <Fact name={t`Quality`}>
          <Badge tone={qualityTone(number.quality_rating)}>{number.quality_rating ?? t`Unknown`}</Badge>
        </Fact>
        <Fact name={t`Speed limit`}>{t`${readable(number.throughput_per_second)} messages per second`}</Fact>
        <Fact name={t`Phone app`}>
          {number.is_on_biz_app ? t`Also used in the WhatsApp Business app` : t`Not used in the phone app`}
        </Fact>
        <Fact name={t`Last delivery from WhatsApp`}>
          {number.last_event_at ? (
            <time dateTime={number.last_event_at} data-tooltip={exact(number.last_event_at)}>
              {ago(number.last_event_at, now)}
            </time>
          ) : (
            t`None yet`
          )}
        </Fact>
        <Fact name={t`Phone number id`}>
          <Code>{number.phone_number_id}</Code>
        </Fact>
        <Fact name={t`WhatsApp account id`}>
          <Code>{number.waba_id}</Code>
        </Fact>
        <Fact name={t`Meta app id`}>
          <Code>{number.app.app_id}</Code>
        </Fact>
      </dl>
    </SettingsSection>
  );
}

export function statusTone(status: string | null): Tone {
  if (status === null) return 'neutral';
  if (status === 'CONNECTED') return 'success';
  return status === 'PENDING' || status === 'FLAGGED' || status === 'RATE_LIMITED' ? 'warning' : 'danger';
}

export function qualityTone(quality: string | null): Tone {
  const tones: Record<string, Tone> = { GREEN: 'success', YELLOW: 'warning', RED: 'danger' };
  return tones[quality ?? ''] ?? 'neutral';
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code dir="ltr" className="font-mono text-12">
      {children}
    </code>
  );
}
