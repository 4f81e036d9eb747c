// "Why?": the story in order, the cause with the button that mends it, and a bundle that tells nothing about anybody.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { message } from '~test/builders';
import { inWorkspace, renderPage } from '~test/page';
import MessageDetails from './message-details';
import { supportBundle } from './message-details-bundle';
import { type Provenance, stepsOf } from './message-details-steps';

const failed = message({ id: 'msg_1', direction: 'outbound', status: 'failed' });
const policy = {
  at: '2026-11-22T18:00:00.000Z',
  needs_window: true,
  window_expires_at: '2026-11-23T17:00:00.000Z',
  window_open: true,
  opted_out_at: null,
  opt_out_overridden: false,
  blocked_at: null,
};
const error = {
  code: 131047,
  title: 'The 24-hour window is closed',
  detail: 'More than 24 hours have passed since +34 600 000 001 wrote (wamid.HBgLMzQ2MDA=).',
  remedy: 'Send a template.',
  who: 'agent',
  retryable: false,
};
const story: Provenance = {
  message: {
    id: 'msg_1',
    channel_id: 'chn_1',
    conversation_id: 'cnv_1',
    contact_id: 'con_1',
    wamid: 'wamid.HBgLMzQ2MDAwMDAwMDE=',
    direction: 'outbound',
    author: { kind: 'agent', id: 'usr_1', name: 'Asha Rao', run: null },
    kind: 'text',
    status: 'failed',
    sent_at: '2026-11-22T18:00:00.000Z',
    created_at: '2026-11-22T18:00:00.000Z',
  },
  decided: null,
  policy,
  outbox: { state: 'failed', queued_at: policy.at, next_attempt_at: null, typing_pause_ms: 600 },
  deliveries: [],
  next_delivery_cursor: null,
  attempts: [
    {
      attempt: 1,
      outcome: 'failed',
      request: 'POST /{phone_number_id}/messages',
      http_status: 400,
      error,
      wamid: null,
      started_at: '2026-11-22T18:00:00.700Z',
      finished_at: '2026-11-22T18:00:00.900Z',
      policy,
    },
  ],
  statuses: [],
  acts: [
    {
      audit_id: 'aud_1',
      actor_kind: 'user',
      actor_id: 'usr_1',
      actor_name: 'Asha Rao',
      action: 'message.sent',
      request_id: 'req-1',
      at: '2026-11-22T18:00:00.000Z',
    },
  ],
  media: null,
  problem: { error, who: 'agent', way_out: 'choose_template' },
};
const path = `GET ${inWorkspace}/messages/msg_1/provenance`;

it('tells the steps in the order of cause and effect', async () => {
  expect(stepsOf(story, []).map((step) => step.kind)).toEqual(['act', 'queued', 'attempt']);
  renderPage(<MessageDetails message={failed} open onClose={() => {}} onTemplate={() => {}} />, { [path]: story });
  const list = await screen.findByRole('list', { name: 'What happened' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual([
    expect.stringContaining('Asha Rao sent it'),
    expect.stringContaining('24-hour window: open'),
    expect.stringContaining('HTTP 400'),
  ]);
});

it('offers the button that mends the refusal', async () => {
  const [onClose, onTemplate] = [vi.fn(), vi.fn()];
  renderPage(<MessageDetails message={failed} open onClose={onClose} onTemplate={onTemplate} />, { [path]: story });
  expect(await screen.findByText('You can fix this')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Choose a template' }));
  expect(onTemplate).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalledOnce();
});

it('sends again only what failed, at the server', async () => {
  const retryable = { ...story, problem: { error, who: 'meta', way_out: 'retry' as const } };
  const { calls } = renderPage(<MessageDetails message={failed} open onClose={() => {}} onTemplate={() => {}} />, {
    [path]: retryable,
    [`POST ${inWorkspace}/messages/msg_1/retry`]: failed,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(calls.some((call) => call.path.endsWith('/retry'))).toBe(true));
});

it('says in the bundle what happened and nothing about anybody', () => {
  const bundle = supportBundle(story, '1.0');
  expect(bundle).toContain('131047');
  expect(bundle).toContain('usr_1');
  for (const secret of ['Asha', '600 000 001', 'HBgLMzQ2MDA']) expect(bundle).not.toContain(secret);
  expect(() => JSON.parse(bundle)).not.toThrow();
});
