// What Meta allows this number, and what each figure means: how many people, how fast, under which name, behind which PIN.
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { Channel } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { exact } from '~/lib/dates';
import { number as readable } from '~/lib/format';
import { Button } from '~/ui/button';
import { PinDialog } from './pin-dialog';

/** Meta's steps, from the first to none (Messaging limits). */
const tiers = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'UNLIMITED'];

export function ChannelLimits({ number, refusal }: { number: Channel; refusal: string | null }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const tier = number.messaging_limit?.replace('TIER_UNLIMITED', 'UNLIMITED') ?? null;
  return (
    <SettingsSection
      title={t`Limits and name`}
      about={t`Set by Meta, raised by Meta. Answers within 24 hours are never limited.`}
    >
      <dl className="flex flex-col gap-5">
        <Item
          name={t`People you may write first to`}
          value={tier === null ? t`Meta has not said yet` : people(tier, t`No limit`)}
        >
          <Steps tier={tier} />
          <Trans>
            Different people in 24 hours, for the whole business portfolio. It rises by itself, within about six hours,
            when half of it was used in seven days with good quality.
          </Trans>
        </Item>
        <Item name={t`Throughput`} value={t`${readable(number.throughput_per_second)} messages a second`}>
          {number.is_on_biz_app ? (
            <Trans>Numbers that are also in the phone app have 20, always.</Trans>
          ) : number.throughput_per_second >= 1000 ? (
            <Trans>The most there is.</Trans>
          ) : (
            <Trans>
              In and out together. It becomes 1,000 by itself for businesses without a limit that write to 100,000
              people a day.
            </Trans>
          )}
        </Item>
        <Item name={t`One contact`} value={t`About one message in 6 seconds`}>
          <Trans>A short burst of 45 is borrowed from the minutes after it. Sending slows down by itself.</Trans>
        </Item>
        <Item name={t`Display name`} value={number.verified_name || t`None`}>
          <Trans>
            A new name is asked for in WhatsApp Manager. Once approved, register the number again within 14 days for it
            to show.
          </Trans>
        </Item>
        <Item
          name={t`Two-step PIN`}
          value={number.pin_changed_at ? t`Changed ${exact(number.pin_changed_at)}` : t`Kept by Meta`}
          action={
            <Button size="sm" disabledReason={refusal} onClick={() => setAsking(true)}>
              <Trans>Change PIN…</Trans>
            </Button>
          }
        >
          <Trans>Nobody can register your number elsewhere without it.</Trans>
        </Item>
      </dl>
      <PinDialog open={asking} what="change" title={t`Change the two-step PIN`} onClose={() => setAsking(false)} />
    </SettingsSection>
  );
}

function Item({
  name,
  value,
  action,
  children,
}: {
  name: string;
  value: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-13 text-fg-3">{name}</dt>
      <dd className="flex flex-col gap-1.5">
        <span className="flex flex-wrap items-center justify-between gap-2">
          <span className="font-semibold text-14">
            <bdi>{value}</bdi>
          </span>
          {action}
        </span>
        <span className="text-13 text-fg-2">{children}</span>
      </dd>
    </div>
  );
}

function Steps({ tier }: { tier: string | null }) {
  const { t } = useLingui();
  const at = tiers.indexOf(tier ?? '');
  if (at < 0) return null;
  return (
    <span aria-hidden="true" className="flex gap-1 pb-1.5">
      {tiers.map((step, index) => (
        <span key={step} className="flex flex-1 flex-col gap-1">
          <span className={`h-1.5 rounded-full ${index <= at ? 'bg-accent' : 'bg-hover'}`} />
          <span className={`text-11 ${index === at ? 'font-semibold text-fg' : 'text-fg-3'}`}>
            {people(step, t`No limit`)}
          </span>
        </span>
      ))}
    </span>
  );
}

/** TIER_2K is 2,000 people. */
function people(tier: string, none: string): string {
  if (tier === 'UNLIMITED') return none;
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier) ?? [];
  return digits ? readable(Number(digits) * (thousands ? 1000 : 1)) : tier;
}
