// Fetches what a thread shows before it is opened, so that changing conversations shows messages, not grey boxes.
import { messages } from '~/api/messages';
import { notes } from '~/api/notes';
import { queryClient } from '~/api/query-client';

/** Asks nothing while what is known is fresh. */
export function fetchThreadAhead(workspace: string, conversation: string): void {
  void queryClient.prefetchInfiniteQuery(messages.thread(workspace, conversation));
  void queryClient.prefetchInfiniteQuery(notes.list(workspace, conversation));
}
