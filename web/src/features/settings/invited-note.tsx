// The link of a new invitation: shown this one time.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { moment } from '~/lib/dates';
import { IconButton } from '~/ui/icon-button';
import { CopyLine } from './channel-webhook';
import type { Invited } from './invite-form';

export function InvitedNote({ invited, onClose }: { invited: Invited; onClose: () => void }) {
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
        <Link2 aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" strokeWidth={1.75} />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">
            <Trans>
              Give this link to <bdi>{invited.email}</bdi>
            </Trans>
          </p>
          <p className="text-13 text-fg-2">
            <Trans>It is shown only now, works once, and until {moment(invited.expires_at)}.</Trans>
          </p>
        </div>
        <IconButton icon={X} size="sm" label={t`I have copied it`} onClick={onClose} />
      </div>
      <CopyLine label={t`Invitation link`} text={invited.accept_url} />
    </div>
  );
}
