// What counts as changed, and that a refused save keeps the words.
import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ApiProblem } from '~/api/errors';
import { differences, useDraft } from './use-draft';

it('counts only what differs from what is stored', () => {
  const stored = { name: 'Prisma', zone: 'UTC', list: [1, 2] };
  expect(differences(stored, { name: 'Prisma', zone: 'Europe/Madrid', list: [1, 2] })).toEqual({
    zone: 'Europe/Madrid',
  });
});

it('sends the change, and nothing more', async () => {
  const send = vi.fn(async () => undefined);
  const { result } = renderHook(() => useDraft({ name: 'Prisma', zone: 'UTC' }, send));
  act(() => result.current.set({ name: 'Prism' }));
  expect(result.current.changed).toEqual(['name']);
  await act(() => result.current.save());
  expect(send).toHaveBeenCalledWith({ name: 'Prism' });
  expect(result.current.changed).toEqual([]);
});

it('keeps the words of a refused save and says why', async () => {
  const refusal = new ApiProblem({
    status: 422,
    code: 'x',
    detail: 'Too long',
    fields: [{ pointer: '/name', code: 'y', detail: 'At most 100' }],
  });
  const { result } = renderHook(() => useDraft({ name: 'Prisma' }, () => Promise.reject(refusal)));
  act(() => result.current.set({ name: 'x' }));
  await act(() => result.current.save());
  expect(result.current.values.name).toBe('x');
  expect(result.current.problem?.field('/name')).toBe('At most 100');
});

it('follows what is stored where nobody typed', () => {
  const { result, rerender } = renderHook(({ stored }) => useDraft(stored, async () => undefined), {
    initialProps: { stored: { name: 'one', zone: 'UTC' } },
  });
  act(() => result.current.set({ name: 'mine' }));
  rerender({ stored: { name: 'two', zone: 'Asia/Tokyo' } });
  expect(result.current.values).toEqual({ name: 'mine', zone: 'Asia/Tokyo' });
  act(() => result.current.discard());
  expect(result.current.values.name).toBe('two');
});
