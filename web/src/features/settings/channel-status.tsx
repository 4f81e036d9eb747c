// What Meta says about the number, and what is wrong with it right now.
import { useLingui } from '@lingui/react/macro';
import { FlaskConical, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Channel } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { ago, exact } from '~/lib/dates';
import { number as readable } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { ChannelPausedBanner } from './channel-paused-banner';

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
      {number.degraded && <ChannelPausedBanner degraded={number.degraded} />}
      <div className="flex items-center gap-3 rounded-card border border-line bg-surface p-4">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold">
            <bdi>{number.verified_name ?? t`Name not known`}</bdi>
          </p>
          <p className="truncate text-13 text-fg-2">
            <bdi dir="ltr">{number.display_phone_number ?? number.phone_number_id}</bdi>
          </p>
        </div>
        <Badge tone={statusTone(number.status)}>{spoken(number.status) ?? t`Unknown`}</Badge>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-13 md:grid-cols-[12rem_minmax(0,1fr)]">
        <Fact name={t`Quality`}>
          <Badge tone={qualityTone(number.quality_rating)}>{spoken(number.quality_rating) ?? t`Unknown`}</Badge>
        </Fact>
        {number.messaging_limit && (
          <Fact name={t`May write first to`}>
            {number.messaging_limit === 'UNLIMITED'
              ? t`Any number of people`
              : t`${people(number.messaging_limit)} people in 24 hours`}
          </Fact>
        )}
        {number.name_status && (
          <Fact name={t`Display name`}>
            <Badge tone={decisionTone(number.name_status)}>{spoken(number.name_status)}</Badge>
          </Fact>
        )}
        {number.account_review && (
          <Fact name={t`Account review`}>
            <Badge tone={decisionTone(number.account_review)}>{spoken(number.account_review)}</Badge>
          </Fact>
        )}
        {number.calling_status && (
          <Fact name={t`Calls`}>
            {number.calling_status === 'ENABLED' ? t`Contacts can call` : t`Contacts cannot call`}
          </Fact>
        )}
        {number.pin_changed_at && <Fact name={t`Two-step PIN`}>{t`Changed ${ago(number.pin_changed_at, now)}`}</Fact>}
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

/** Meta's word as people write it: `RATE_LIMITED` → `Rate limited`. */
function spoken(word: string | null | undefined): string | null {
  if (!word) return null;
  const words = word.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
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

function decisionTone(decision: string): Tone {
  if (decision === 'APPROVED') return 'success';
  return decision === 'REJECTED' ? 'danger' : 'warning';
}

/** TIER_2K is 2,000 people. */
function people(tier: string): string {
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier) ?? [];
  return digits ? readable(Number(digits) * (thousands ? 1000 : 1)) : tier;
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
