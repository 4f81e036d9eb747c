// Below a message that failed, or whose end nobody saw: the cause in words, the remedy, and the ways out.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BubbleActions } from './actions';
import type { MessageView } from './message';
import { useWhoCan } from './who-can';

interface Props {
  message: MessageView;
  actions: BubbleActions;
  wayOut: ReactNode;
}

const action = 'touch-target -mx-1 rounded-badge px-1 font-semibold text-accent-text hover:underline';

export function FailedLine({ message, actions, wayOut }: Props) {
  const { t } = useLingui();
  const { error } = message;
  const who = useWhoCan()(error?.who);
  if (message.status === 'unknown') {
    return (
      <div className="mt-1 mb-1.5 flex max-w-[min(34rem,82cqw)] items-start gap-1.5 text-12 text-warning">
        <CircleHelp aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <div>
          <p>
            <Trans>The connection broke before WhatsApp answered: it may or may not have been sent.</Trans>
          </p>
          <p className="flex flex-wrap gap-x-3 pt-0.5">
            {actions.onResolve && (
              <>
                <button type="button" className={action} onClick={() => actions.onResolve?.(message, 'resend')}>
                  <Trans>Send again</Trans>
                </button>
                <button type="button" className={action} onClick={() => actions.onResolve?.(message, 'sent')}>
                  <Trans>Mark as sent</Trans>
                </button>
              </>
            )}
            {wayOut}
          </p>
        </div>
      </div>
    );
  }
  const title = error?.title ?? t`Not delivered`;
  // Some details begin by saying the title again.
  const repeated = error?.detail?.startsWith(`${title}.`) ? title.length + 1 : 0;
  const detail = error?.detail === title ? '' : (error?.detail?.slice(repeated).trim() ?? '');
  return (
    <div className="mt-1 mb-1.5 flex max-w-[min(34rem,82cqw)] items-start gap-1.5 text-12 text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <div className="min-w-0">
        <p>
          <span className="font-semibold">{title}</span>
          {detail && <bdi>. {detail}</bdi>}
        </p>
        {error?.remedy && <p className="text-fg-2">{error.remedy}</p>}
        <p className="flex flex-wrap items-center gap-x-3 pt-0.5">
          {error?.retryable !== false && actions.onRetry && (
            <button type="button" className={action} onClick={() => actions.onRetry?.(message)}>
              <Trans>Retry</Trans>
            </button>
          )}
          {wayOut}
          {who && <span className="text-fg-2">{who}</span>}
          {error && (
            <span className="text-fg-3">
              <Trans>Code {error.code}</Trans>
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
