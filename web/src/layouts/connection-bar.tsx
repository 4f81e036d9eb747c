// The dot on the rail, and the bar that appears when the live connection has been gone for ten seconds.
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { CloudOff, Wifi } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Connection, useConnection } from '~/realtime/connection';

const PATIENCE_MS = 10_000;
const GOOD_NEWS_MS = 4000;

export function ConnectionDot() {
  const { t } = useLingui();
  const connection = useConnection();
  const words: Record<Connection['state'], string> = {
    idle: t`Not connected`,
    connecting: t`Connecting…`,
    online: t`Connected, changes appear at once`,
    back: t`Connected, changes appear at once`,
    reconnecting: t`Reconnecting…`,
  };
  const good = connection.state === 'online' || connection.state === 'back';
  return (
    <span
      role="img"
      aria-label={words[connection.state]}
      data-tooltip={words[connection.state]}
      className="inline-flex size-6 items-center justify-center"
    >
      <span
        className={clsx(
          'size-2 rounded-full',
          good && 'bg-success',
          !good && 'animate-pulse bg-warning motion-reduce:animate-none',
        )}
      />
    </span>
  );
}

export function ConnectionBar() {
  const connection = useConnection();
  const shown = useShown(connection);
  return (
    <div role="status" aria-live="polite" className="contents">
      {shown === 'lost' && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 font-medium text-13 text-warning">
          <CloudOff aria-hidden="true" className="size-4" />
          <Trans>Reconnecting… messages may be delayed</Trans>
        </p>
      )}
      {shown === 'back' && connection.state === 'back' && (
        <p className="flex items-center justify-center gap-2 bg-success-soft px-4 py-1.5 font-medium text-13 text-success">
          <Wifi aria-hidden="true" className="size-4" />
          {connection.missed > 0 ? (
            plural(connection.missed, { one: 'Back online – # update', other: 'Back online – # updates' })
          ) : (
            <Trans>Back online</Trans>
          )}
        </p>
      )}
    </div>
  );
}

/** Short breaks pass unseen; good news is told only after bad news. */
function useShown(connection: Connection): 'nothing' | 'lost' | 'back' {
  const [shown, setShown] = useState<'nothing' | 'lost' | 'back'>('nothing');
  const { state } = connection;
  const since = 'since' in connection ? connection.since : 0;
  useEffect(() => {
    if (state === 'reconnecting' || state === 'connecting') {
      const timer = setTimeout(() => setShown('lost'), Math.max(0, since + PATIENCE_MS - Date.now()));
      return () => clearTimeout(timer);
    }
    setShown((before) => (before === 'lost' && state === 'back' ? 'back' : 'nothing'));
    const timer = setTimeout(() => setShown('nothing'), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [state, since]);
  return shown;
}
