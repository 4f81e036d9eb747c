// What waits in this conversation, at the end of its thread: when it goes, and the ways to change that.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { scheduled } from '~/api/scheduled';
import type { Conversation } from '~/api/schema';
import { ScheduledBubble } from './scheduled-bubble';

export default function ScheduledList({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data = [] } = useQuery(scheduled.ofConversation(ws, conversation.id));
  if (data.length === 0) return null;
  return (
    <ul
      aria-label={t`Scheduled messages`}
      className="scroller flex max-h-[30vh] shrink-0 flex-col gap-1.5 border-line border-t px-2 py-2 md:px-1"
    >
      {data.map((one) => (
        <ScheduledBubble key={one.id} message={one} conversation={conversation} />
      ))}
    </ul>
  );
}
