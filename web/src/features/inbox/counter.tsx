// How many characters are left; shown when it begins to matter.
import { Trans } from '@lingui/react/macro';
import { number } from '~/lib/format';

export function Counter({ length, most }: { length: number; most: number }) {
  if (!Number.isFinite(most) || length < most * 0.8) return null;
  const over = length > most;
  return (
    <span role="status" className={`text-12 ${over ? 'font-medium text-danger' : 'text-fg-3'}`}>
      {over ? (
        <Trans>{number(length - most)} too many</Trans>
      ) : (
        <>
          {number(length)} / {number(most)}
        </>
      )}
    </span>
  );
}
