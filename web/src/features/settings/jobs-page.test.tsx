// Background jobs: how far each is, why it failed, what was given up started again by those who may.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Job } from '~/api/jobs';
import { inWorkspace, renderPage } from '~test/page';
import JobsSettingsPage from './jobs-page';

const job = (more: Partial<Job>): Job => ({
  id: 'job_1',
  kind: 'contacts.import',
  state: 'running',
  attempts: 1,
  max_attempts: 5,
  about: null,
  error: null,
  progress: null,
  next_attempt_at: null,
  finished_at: null,
  can_cancel: false,
  cancel_requested_at: null,
  created_at: new Date(Date.now() - 3.5 * 60_000).toISOString(),
  ...more,
});
const running = job({ about: 'imp_1', progress: { done: 400, total: 1000 } });
const failed = job({
  id: 'job_2',
  kind: 'templates.sync',
  state: 'failed',
  attempts: 5,
  error: 'WhatsApp did not <b>answer</b>.',
});
const odd = job({ id: 'job_3', kind: 'something.new', state: 'done', error: 'an old one' });
const list = { [`GET ${inWorkspace}/jobs`]: { data: [running, failed, odd], page: { next_cursor: null } } };
const retry = `POST ${inWorkspace}/jobs/job_2/retry`;
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });

it('says how far each is and why it failed, as text', async () => {
  renderPage(<JobsSettingsPage />, list);
  const rows = within(await screen.findByRole('list', { name: 'Background jobs' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    'RunningImport of contacts3 min. ago400 of 1,000imp_1',
    'Given upTemplates synced with WhatsApp3 min. agojob_2Tries: 5 of 5Start againWhatsApp did not <b>answer</b>.',
    'Donesomething.new3 min. agojob_3',
  ]);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('400');
});

it('names what it is about where the console may ask', async () => {
  const about = [
    job({ about: 'imp_1' }),
    job({ id: 'job_2', kind: 'conversation.wake', state: 'queued', about: 'cnv_1' }),
    job({ id: 'job_3', kind: 'templates.sync', state: 'done', about: 'chn_1' }),
    job({ id: 'job_4', kind: 'templates.sync', state: 'done', about: 'chn_before' }),
  ];
  renderPage(<JobsSettingsPage />, {
    [`GET ${inWorkspace}/jobs`]: { data: about, page: { next_cursor: null } },
    [`GET ${inWorkspace}/imports/imp_1`]: { id: 'imp_1', state: 'running', file_name: 'people <b>2026</b>.csv' },
    [`GET ${inWorkspace}/conversations/cnv_1`]: { id: 'cnv_1', contact: { display_name: 'Zoë Quintero' } },
    [`GET ${inWorkspace}/channel`]: { id: 'chn_1', display_phone_number: '+34 600 000 000' },
  });
  expect(await screen.findByText('people <b>2026</b>.csv')).toBeTruthy();
  expect((await screen.findByRole('link', { name: 'Zoë Quintero' })).getAttribute('href')).toContain('cnv_1');
  expect(await screen.findByText('+34 600 000 000')).toBeTruthy();
  expect(screen.getByText('chn_before'), 'a number that was connected before').toBeTruthy();
});

it('starts again what was given up, and looks what came of it', async () => {
  let now = failed;
  renderPage(<JobsSettingsPage />, {
    [`GET ${inWorkspace}/jobs`]: () => ({ data: [now], page: { next_cursor: null } }),
    [retry]: () => {
      now = { ...failed, state: 'queued' };
      return now;
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Start Templates synced with WhatsApp again' }));
  expect(await screen.findByText('Waiting')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull();
});

it('is only to be seen by those who may not start it', async () => {
  const { calls } = renderPage(<JobsSettingsPage />, list, { permissions: ['jobs:read'] });
  const button = await screen.findByRole('button', { name: /^Start Templates/ });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  await user.click(button);
  expect(calls.some((call) => call.method === 'POST')).toBe(false);
});

it('stops what goes on, which ends at its next step', async () => {
  let now = job({ can_cancel: true, kind: 'templates.sync', progress: { done: 300, total: null } });
  renderPage(<JobsSettingsPage />, {
    [`GET ${inWorkspace}/jobs`]: () => ({ data: [now], page: { next_cursor: null } }),
    [`POST ${inWorkspace}/jobs/job_1/cancel`]: () => {
      now = { ...now, can_cancel: false, cancel_requested_at: now.created_at };
      return now;
    },
  });
  expect(await screen.findByText('300 looked at')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop Templates synced with WhatsApp' }));
  expect(await screen.findByText('Stopping…')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Stop / })).toBeNull();
});
