// How often a submission was handed on, waits to be, and failed.
import { useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import type { Submission } from '~/api/submissions';

export function ForwardMarks({ delivered, failed, pending }: Submission['forwards']) {
  const { t } = useLingui();
  if (delivered + failed + pending === 0) return <span className="text-13 text-fg-3">–</span>;
  return (
    <span className="flex items-center gap-2 text-13 tabular-nums">
      {delivered > 0 && (
        <span className="flex items-center gap-0.5 text-success">
          <CircleCheck aria-label={t`Delivered`} className="size-4" />
          {delivered}
        </span>
      )}
      {pending > 0 && (
        <span className="flex items-center gap-0.5 text-fg-3">
          <Clock aria-label={t`Waiting`} className="size-4" />
          {pending}
        </span>
      )}
      {failed > 0 && (
        <span className="flex items-center gap-0.5 text-danger">
          <CircleAlert aria-label={t`Failed`} className="size-4" />
          {failed}
        </span>
      )}
    </span>
  );
}
