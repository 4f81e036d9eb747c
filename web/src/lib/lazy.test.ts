// Parts of a page whose script cannot be fetched wait for the server, and fail only when it is there without the file.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { patiently } from './lazy';

const server = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', server);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  server.mockReset();
});

it('asks again once the server answers, however long that takes', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue('part');
  server.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  server.mockResolvedValueOnce(new Response(null, { status: 502 }));
  server.mockResolvedValue(new Response(null, { status: 200 }));
  const part = patiently(load);
  await vi.advanceTimersByTimeAsync(1400);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await part).toBe('part');
  expect(load).toHaveBeenCalledTimes(2);
});

it('does not wait out its time when the browser says that the network is back', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue('part');
  server.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue(new Response());
  const part = patiently(load);
  await vi.advanceTimersByTimeAsync(0);
  dispatchEvent(new Event('online'));
  expect(await part).toBe('part');
});

it('fails when the server is there and the file is not', async () => {
  server.mockResolvedValue(new Response());
  const gone = () => Promise.reject(new TypeError('gone'));
  await expect(patiently(gone)).rejects.toThrow('gone');
});
