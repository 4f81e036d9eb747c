// Search over messages, notes and contacts, by words and operators.
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';

export type SearchHit = components['schemas']['SearchHitView'];
export type Span = components['schemas']['SpanView'];

export interface SearchWish {
  q: string;
  scope?: 'messages' | 'contacts';
  /** Only in this conversation. */
  conversation?: string;
  limit?: number;
}

export const search = {
  find: (workspace: string, { q, scope, conversation, limit = 50 }: SearchWish) =>
    infiniteQueryOptions({
      queryKey: ['search', workspace, q, scope ?? 'messages', conversation ?? null, limit],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET('/api/v1/workspaces/{workspace}/search', {
            params: {
              path: { workspace },
              query: {
                q,
                limit,
                ...(scope && { scope }),
                ...(conversation && { conversation }),
                ...(pageParam && { cursor: pageParam }),
              },
            },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
      enabled: q.trim() !== '',
      placeholderData: keepPreviousData,
      // What was just said is found a moment later.
      staleTime: 5_000,
      // A query that cannot be understood is no better the second time.
      retry: false,
    }),
};
