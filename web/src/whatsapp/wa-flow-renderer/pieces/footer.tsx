// The button at the bottom, with what stands above it, and who is behind the form.
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { Fields } from '../../read';
import { asText } from '../expression';
import { useFormRoom } from '../form-context';
import { refusals } from '../phone';

export function Footer({ it }: { it: Fields }) {
  const { flow, phone } = useFormRoom();
  const isWaiting = flow.waiting === 'footer';
  // A phone greys it out until all that is required is there; pressing it says what is missing.
  const isIncomplete = it.enabled === false || refusals(phone).some(({ why }) => why.why === 'required');
  const left = asText(it['left-caption']);
  const right = asText(it['right-caption']);
  const center = asText(it['center-caption']);
  return (
    <>
      {(left || right || center) && (
        <div className={clsx('flex gap-3 pb-2 text-12 text-(--p-fg-2)', center ? 'justify-center' : 'justify-between')}>
          {center ? (
            <bdi>{center}</bdi>
          ) : (
            <>
              <bdi>{left}</bdi>
              <bdi>{right}</bdi>
            </>
          )}
        </div>
      )}
      <button
        type="button"
        aria-disabled={it.enabled === false || flow.waiting !== null}
        aria-busy={isWaiting}
        onClick={() => flow.press(it)}
        className={clsx(
          'flex min-h-11 w-full items-center justify-center rounded-full px-4 py-2 text-center font-semibold text-14 transition-colors duration-120',
          isIncomplete ? 'bg-(--p-off) text-(--p-fg-2)' : 'bg-(--p-accent) text-(--p-accent-fg)',
        )}
      >
        {isWaiting ? (
          <LoaderCircle aria-hidden className="size-5 animate-spin motion-reduce:animate-none" />
        ) : (
          <bdi>{asText(it.label)}</bdi>
        )}
        {isWaiting && (
          <span className="sr-only">
            <Trans>Waiting for the answer…</Trans>
          </span>
        )}
      </button>
    </>
  );
}
