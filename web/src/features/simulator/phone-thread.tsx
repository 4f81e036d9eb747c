// The chat on the phone while it loads, fails, or is there.
import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { asProblem } from '~/api/errors';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { PhoneMessages } from './phone-messages';
import type { Draft, Sheet } from './phone-screen';
import { simulator } from './queries';
import { messagesOf } from './thread-pages';
import type { Chat, Phone } from './types';
import type { PhoneDoings } from './use-phone';

export interface PhoneThreadProps {
  phone: Phone;
  chat: Chat;
  doings: PhoneDoings;
  onDraft: (draft: Draft) => void;
  onSheet: (sheet: Sheet) => void;
  onRead: () => void;
}

export function PhoneThread(props: PhoneThreadProps) {
  const { t } = useLingui();
  const thread = useInfiniteQuery(simulator.thread(props.phone.id, props.chat.number));
  if (thread.isPending) return <ThreadSkeleton />;
  if (thread.isError) {
    const problem = asProblem(thread.error);
    return (
      <div className="min-h-0 flex-1">
        <EmptyState
          icon={MessagesSquare}
          title={problem.detail}
          action={<Button onClick={() => void thread.refetch()}>{t`Try again`}</Button>}
        >
          {problem.remedy}
        </EmptyState>
      </div>
    );
  }
  return (
    <PhoneMessages
      {...props}
      messages={messagesOf(thread.data)}
      hasOlder={thread.hasNextPage}
      loadingOlder={thread.isFetchingNextPage}
      onOlder={() => void thread.fetchNextPage()}
    />
  );
}

function ThreadSkeleton() {
  return (
    <div aria-hidden="true" className="flex min-h-0 flex-1 flex-col gap-2 p-4">
      <Skeleton className="h-10 w-40 rounded-bubble" />
      <Skeleton className="h-14 w-56 self-end rounded-bubble" />
      <Skeleton className="h-10 w-32 rounded-bubble" />
    </div>
  );
}
