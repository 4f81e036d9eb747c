// The open conversation: its data is asked for while the page is still being fetched. The parent route draws it.
import { createFileRoute } from '@tanstack/react-router';
import { conversations } from '~/api/conversations';
import { messages } from '~/api/messages';
import { queryClient } from '~/api/query-client';

export const Route = createFileRoute('/w/$ws/inbox/$view/$conversation')({
  loader: ({ params: { ws, conversation } }) => {
    void import('~/features/inbox/thread');
    void queryClient.prefetchQuery(conversations.get(ws, conversation));
    void queryClient.prefetchInfiniteQuery(messages.thread(ws, conversation));
  },
});
