// The secret of a webhook, just made: shown this one time.
import { Trans, useLingui } from '@lingui/react/macro';
import { KeyRound, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { exact } from '~/lib/dates';
import { IconButton } from '~/ui/icon-button';
import { CopyLine } from './channel-webhook';

export interface MadeSecret {
  /** Of the webhook. */
  id: string;
  url: string;
  secret: string;
  /** Until when the one before signs too. */
  previousUntil: string | null;
}

export function WebhookSecretNote({ made, onClose }: { made: MadeSecret; onClose: () => void }) {
  const { t } = useLingui();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <div
      ref={note}
      tabIndex={-1}
      role="status"
      className="flex flex-col gap-3 rounded-card border border-line bg-success-soft p-4 outline-none"
    >
      <div className="flex items-start gap-2">
        <KeyRound aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" strokeWidth={1.75} />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">
            <Trans>Copy the secret now</Trans>
          </p>
          <p className="text-13 text-fg-2">
            <Trans>
              It is shown only this once. With it{' '}
              <bdi dir="ltr" className="break-all">
                {made.url}
              </bdi>{' '}
              checks that a delivery comes from here, as Standard Webhooks has it.
            </Trans>{' '}
            {made.previousUntil && <Trans>The secret before signs too until {exact(made.previousUntil)}.</Trans>}
          </p>
        </div>
        <IconButton icon={X} size="sm" label={t`I have copied it`} onClick={onClose} />
      </div>
      <CopyLine label={t`Secret`} text={made.secret} />
    </div>
  );
}
