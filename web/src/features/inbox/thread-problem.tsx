// In place of a conversation that cannot be shown: why, and the way on; to where it went, if it went into another one.
import { Trans, useLingui } from '@lingui/react/macro';
import { Navigate } from '@tanstack/react-router';
import { MessageCircleOff } from 'lucide-react';
import { asProblem } from '~/api/errors';
import { movedTo } from '~/api/moved-conversations';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';

interface Props {
  id: string;
  /** Where the server said that it went. */
  into?: string;
  error: unknown;
  onBack: () => void;
  onRetry: () => void;
}

export default function ThreadProblem({ id, into: told, error, onBack, onRetry }: Props) {
  const { t } = useLingui();
  const problem = asProblem(error);
  const gone = problem.status === 404;
  const into = told ?? (gone ? movedTo(id) : null);
  if (into) {
    return (
      <Navigate
        from="/w/$ws/inbox/$view/$conversation"
        to="/w/$ws/inbox/$view/$conversation"
        params={(here) => ({ ...here, conversation: into })}
        replace
      />
    );
  }
  return (
    <EmptyState
      icon={MessageCircleOff}
      title={gone ? t`This conversation does not exist` : problem.detail}
      action={
        <Button onClick={gone ? onBack : onRetry}>
          {gone ? <Trans>Back to the list</Trans> : <Trans>Try again</Trans>}
        </Button>
      }
    >
      {gone ? t`It may have been deleted, or the link is from another workspace.` : problem.remedy}
    </EmptyState>
  );
}
