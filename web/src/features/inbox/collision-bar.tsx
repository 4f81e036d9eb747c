// Who else is here: never in the way, only so that a customer does not get two answers.
import { Trans } from '@lingui/react/macro';
import { Eye, PencilLine } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { useViewers } from '~/realtime/presence';
import { Avatar } from '~/ui/avatar';

export function CollisionBar({ conversation }: { conversation: string }) {
  const { user } = useWorkspace();
  const [first, ...others] = useViewers(conversation, user.id);
  const more = others.length;
  return (
    <div role="status" aria-live="polite" className="mx-3 empty:hidden">
      {first && (
        <p className="mb-1.5 flex items-center gap-2 rounded-control bg-warning-soft px-2.5 py-1 text-12 text-warning">
          {first.replying ? (
            <PencilLine aria-hidden="true" className="size-3.5 shrink-0" />
          ) : (
            <Eye aria-hidden="true" className="size-3.5 shrink-0" />
          )}
          <Avatar id={first.id} name={first.name} size="xs" />
          <span className="truncate font-medium">
            {first.replying ? (
              <Trans>
                <bdi>{first.name}</bdi> is replying…
              </Trans>
            ) : (
              <Trans>
                <bdi>{first.name}</bdi> is viewing
              </Trans>
            )}
          </span>
          {more > 0 && <Trans>and {more} more</Trans>}
        </p>
      )}
    </div>
  );
}
