// "Still sending…" once a message has waited for ten seconds.
import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';

const PATIENCE_MS = 10_000;

export function StillSending({ since }: { since: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const left = Date.parse(since) + PATIENCE_MS - Date.now();
    const timer = setTimeout(() => setLate(true), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [since]);
  return late ? (
    <p role="status" className="mt-0.5 text-11 text-fg-3">
      <Trans>Still sending…</Trans>
    </p>
  ) : null;
}
