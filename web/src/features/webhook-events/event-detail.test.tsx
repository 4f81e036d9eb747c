// What failed can be replayed or put aside; what is done cannot.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import { EventDetail } from './event-detail';

const path = `${inWorkspace}/webhook-events/whe_1`;
const dead = {
  id: 'whe_1',
  state: 'dead',
  fields: ['messages'],
  item_count: 2,
  new_item_count: 1,
  delivery_count: 3,
  error: { code: 'ingest.x', detail: 'The disk is full.' },
  received_at: '2026-11-22T18:00:00.000Z',
  done_at: null,
  attempts: 5,
  next_attempt_at: null,
  body: { entry: [{ id: '<b>102</b>' }] },
};

it('shows the bytes as text and the reason in words', async () => {
  renderPage(<EventDetail id="whe_1" onClose={() => undefined} />, { [`GET ${path}`]: dead });
  expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
  expect(screen.getByRole('region', { name: 'Body of the delivery' }).textContent).toContain('<b>102</b>');
});

it('replays what failed', async () => {
  const onClose = vi.fn();
  const { calls } = renderPage(<EventDetail id="whe_1" onClose={onClose} />, {
    [`GET ${path}`]: dead,
    [`POST ${path}/replay`]: () => new Response(null, { status: 202 }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Replay' }));
  const question = await screen.findByRole('dialog', { name: 'Process this delivery again?' });
  await userEvent.click(within(question).getByRole('button', { name: 'Replay' }));
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(calls.some((call) => call.path === `${path}/replay`)).toBe(true);
});

it('asks before something is put aside', async () => {
  const { calls } = renderPage(<EventDetail id="whe_1" onClose={() => undefined} />, {
    [`GET ${path}`]: dead,
    [`POST ${path}/discard`]: null,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(calls.some((call) => call.method === 'POST')).toBe(false);
});

it('leaves alone what is done, and says why', async () => {
  renderPage(<EventDetail id="whe_1" onClose={() => undefined} />, {
    [`GET ${path}`]: { ...dead, state: 'done', error: null },
  });
  expect((await screen.findByRole('button', { name: 'Replay' })).getAttribute('aria-disabled')).toBe('true');
});
