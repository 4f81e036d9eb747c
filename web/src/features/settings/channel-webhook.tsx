// Where Meta must deliver to, ready to be copied.
import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { CopyButton } from '~/ui/copy-button';

export function ChannelWebhook({ number }: { number: Channel }) {
  const { t } = useLingui();
  const isPublic = number.webhook_url.startsWith('https://');
  return (
    <SettingsSection title={t`Webhook`} about={t`Meta delivers messages and statuses to this address.`}>
      <CopyLine label={t`Callback URL`} text={number.webhook_url} />
      {!isPublic && number.kind === 'meta' && (
        <p className="text-13 text-warning">
          <Trans>
            Meta delivers only to https addresses that can be reached from the internet. Set the public address of this
            server in its configuration.
          </Trans>
        </p>
      )}
      {number.kind === 'meta' && (
        <ol className="list-decimal ps-5 text-13 text-fg-2 [&>li]:pb-1">
          <li>
            <Trans>In Meta’s app dashboard open WhatsApp, Configuration.</Trans>
          </li>
          <li>
            <Trans>Paste the callback URL and your verify token, and press “Verify and save”.</Trans>
          </li>
          <li>
            <Trans>
              Subscribe to the field <code className="font-mono">messages</code>.
            </Trans>
          </li>
        </ol>
      )}
    </SettingsSection>
  );
}

/** A text to copy that is longer than the page. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span className="font-medium text-13">{label}</span>
      <div className="flex min-w-0 items-stretch overflow-hidden rounded-control border border-line-strong bg-sunken">
        <code dir="ltr" className="min-w-0 flex-1 self-center px-3 py-1.5 text-start font-mono text-12 break-all">
          {text}
        </code>
        <CopyButton
          text={text}
          className="ring-inside flex shrink-0 items-center gap-1.5 border-line border-s bg-surface px-3 font-medium text-13 text-fg-2 hover:bg-hover coarse:min-h-11"
        />
      </div>
    </div>
  );
}
