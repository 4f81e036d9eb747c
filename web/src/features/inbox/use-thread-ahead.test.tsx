// Threads are fetched ahead for whom a row is meant, not for whom the pointer passes.
import { renderHook, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';

const fetchThreadAhead = vi.hoisted(() => vi.fn());
vi.mock('./fetch-thread-ahead', () => ({ fetchThreadAhead }));
vi.mock('~/api/current-workspace', () => ({ useWorkspace: () => ({ id: 'ws_1' }) }));

const { useThreadAhead } = await import('./use-thread-ahead');

beforeEach(() => fetchThreadAhead.mockReset());

it('fetches the row the pointer rests on, and none it passes over', async () => {
  const { result } = renderHook(() => useThreadAhead(null));
  result.current('cnv_passed');
  result.current('cnv_meant');
  result.current('cnv_meant');
  await waitFor(() => expect(fetchThreadAhead).toHaveBeenCalled());
  expect(fetchThreadAhead.mock.calls).toEqual([['ws_1', 'cnv_meant']]);
});

it('fetches what comes next without a pointer', async () => {
  const { rerender } = renderHook(({ next }) => useThreadAhead(next), { initialProps: { next: 'cnv_1' } });
  rerender({ next: 'cnv_2' });
  await waitFor(() => expect(fetchThreadAhead).toHaveBeenCalled());
  expect(fetchThreadAhead.mock.calls).toEqual([['ws_1', 'cnv_2']]);
});
