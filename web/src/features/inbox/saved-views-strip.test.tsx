// Saved views above the list: opened with a press or a key, told apart from the others while they are open, and left again.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SavedView } from '~/api/saved-views';
import { useCommandKeys } from '~/layouts/commands';
import { workspace } from '~test/builders';
import { inWorkspace, renderPage } from '~test/page';
import SavedViewsStrip from './saved-views-strip';
import type { InboxSearch } from './search';

const view = (name: string, filters: SavedView['filters']): SavedView => ({
  id: `svw_${name}`,
  name,
  shared: false,
  filters,
  created_at: '2026-11-22T18:00:00.000Z',
  updated_at: '2026-11-22T18:00:00.000Z',
});
const saved = [
  view('VIPs', { view: 'needs_reply', tag: 'tag_vip', sort: 'waiting' }),
  view('Refunds', { view: 'all_open', q: 'refund' }),
];
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });

function Keys() {
  useCommandKeys();
  return null;
}

function open(search: InboxSearch = {}, data = saved) {
  const setView = vi.fn();
  const page = (
    <>
      <Keys />
      <SavedViewsStrip inbox={{ view: 'all_open', search, setView }} />
    </>
  );
  const { router } = renderPage(page, { [`GET ${inWorkspace}/saved-views`]: { data, page: { next_cursor: null } } });
  return { router, setView };
}

it('opens a view with its filters and its order', async () => {
  const { router } = open();
  await user.click(await screen.findByRole('button', { name: 'VIPs' }));
  expect(await screen.findByText('at /w/$ws/inbox/$view')).toBeTruthy();
  expect(router.state.location.pathname).toBe(`/w/${workspace.id}/inbox/needs_reply`);
  expect(router.state.location.search).toEqual({ tag: 'tag_vip', sort: 'waiting' });
});

it('opens the second one with g 2', async () => {
  const { router } = open();
  await screen.findByRole('button', { name: 'Refunds' });
  await user.keyboard('g2');
  expect(await screen.findByText('at /w/$ws/inbox/$view')).toBeTruthy();
  expect(router.state.location.search).toEqual({ q: 'refund' });
});

it('shows which one is open, and leaves its filters with a second press', async () => {
  const { setView } = open({ q: 'refund' });
  const [other, pressed] = await screen.findAllByRole('button');
  expect(other?.getAttribute('aria-pressed')).toBe('false');
  expect(pressed?.getAttribute('aria-pressed')).toBe('true');
  if (pressed) await user.click(pressed);
  expect(setView).toHaveBeenCalledExactlyOnceWith('all_open');
});

it('takes no room where nothing was saved', async () => {
  open({}, []);
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
  expect(screen.queryByRole('list')).toBeNull();
});
