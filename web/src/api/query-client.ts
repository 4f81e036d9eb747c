// The cache of everything the server told us, and its rules: sockets keep it fresh, so focus does not refetch.
import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './errors';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
    },
    mutations: { retry: false },
  },
});

function isWorthRetrying(error: unknown): boolean {
  return error instanceof ApiProblem && (error.isOffline || error.status >= 500 || error.status === 429);
}
