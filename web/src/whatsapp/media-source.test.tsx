// A file's address is asked for once, renewed once when it stops working, and then given up.
import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { type MediaSource, MediaSourceProvider, useMediaUrl } from './media-source';
import { file } from './samples';

function Probe({ url = null }: { url?: string | null }) {
  const { url: shown, failed, onError } = useMediaUrl(file({ url }));
  return (
    <button type="button" onClick={onError}>
      {failed ? 'failed' : (shown ?? 'waiting')}
    </button>
  );
}
const draw = (source: MediaSource, url?: string | null) =>
  render(
    <MediaSourceProvider source={source}>
      <Probe url={url ?? null} />
    </MediaSourceProvider>,
  );
const button = () => screen.getByRole('button');

it('fetches what has no address', async () => {
  const fetch = vi.fn(async () => 'blob:1');
  await act(async () => draw({ peek: () => null, fetch }));
  expect(button().textContent).toBe('blob:1');
  expect(fetch).toHaveBeenCalledOnce();
});

it('renews a link that stopped working, once', async () => {
  const fetch = vi.fn(async () => 'fresh');
  await act(async () => draw({ peek: (media) => media.url, fetch }, 'old'));
  expect(button().textContent).toBe('old');
  await act(async () => button().click());
  expect(button().textContent).toBe('fresh');
  await act(async () => button().click());
  expect(button().textContent).toBe('failed');
  expect(fetch).toHaveBeenCalledOnce();
});

it('says so when there is none to be had', async () => {
  await act(async () => draw({ peek: () => null, fetch: () => Promise.reject(new Error('gone')) }));
  expect(button().textContent).toBe('failed');
});
