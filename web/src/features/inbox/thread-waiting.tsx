// Under a message the server has not taken yet: that it waits for the network, and how to send it now or throw it away.
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import type { Message } from '~/api/schema';
import { discard, sendAgain, useWaiting } from '~/api/unsent';
import { toast } from '~/ui/toast';
import { StillSending } from '~/whatsapp/still-sending';
import { useTray } from './use-send';

const action = 'touch-target rounded-badge px-1 font-semibold text-accent-text hover:underline';

export function ThreadWaiting({ message }: { message: Message }) {
  const tray = useTray();
  const waiting = useWaiting(tray, message.id);
  if (waiting === 'no' || waiting === 'sending') return <StillSending since={message.created_at} />;
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-12 text-fg-2">
      <span role="status" className="flex items-center gap-1.5">
        <CloudOff aria-hidden="true" className="size-3.5 shrink-0" />
        {waiting === 'old' ? <Trans>Not sent for more than a day</Trans> : <Trans>Will send when back online</Trans>}
      </span>
      {waiting === 'old' && (
        <button type="button" className={action} onClick={() => sendAgain(tray, message.id)}>
          <Trans>Send now</Trans>
        </button>
      )}
      <Discard message={message} />
    </div>
  );
}

/** Throws away what never left. */
export function Discard({ message }: { message: Message }) {
  const { t } = useLingui();
  const tray = useTray();
  const throwAway = () => {
    const takeBack = discard(tray, message.id);
    if (takeBack) toast({ title: t`Message discarded`, action: { label: t`Undo`, onClick: takeBack } });
  };
  return (
    <button type="button" className={action} onClick={throwAway}>
      <Trans>Discard</Trans>
    </button>
  );
}
