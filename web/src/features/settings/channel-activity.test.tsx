// The number's log: sentences with what to do, filters, an empty state, and what stands.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import { ChannelActivity } from './channel-activity';
import { ChannelAlerts } from './channel-alerts';

const path = `${inWorkspace}/channel`;
const entry = {
  id: 'act_1',
  area: 'template',
  kind: 'template.paused',
  severity: 'critical',
  subject: 'offer en_US',
  sentence: 'Template “offer en_US” is paused: <b>contacts</b> block or report it.',
  remedy: 'Use another template meanwhile.',
  data: {},
  webhook_event_id: null,
  at: '2026-11-22T18:00:00.000Z',
  received_at: '2026-11-22T18:00:01.000Z',
};
const page = (data: unknown[], next_cursor: string | null = null) => ({ data, page: { next_cursor } });

it('says what happened and what to do, as text', async () => {
  renderPage(<ChannelActivity />, { [`GET ${path}/activity`]: page([entry], 'more') });
  const list = await screen.findByRole('list', { name: 'Activity' });
  expect(within(list).getByText(/<b>contacts<\/b>/)).toBeTruthy();
  expect(within(list).getByText('Use another template meanwhile.')).toBeTruthy();
  expect(within(list).getByText('Critical')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Show older' })).toBeTruthy();
});

it('says so when Meta said nothing', async () => {
  renderPage(<ChannelActivity />, { [`GET ${path}/activity`]: page([]) });
  expect(await screen.findByText('Meta said nothing yet')).toBeTruthy();
});

it('offers another try when the list cannot be read', async () => {
  renderPage(<ChannelActivity />, {});
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
});

it('shows what stands against the number', async () => {
  const alert = { ...entry, activity_id: 'act_1', since: entry.at, until: null };
  renderPage(<ChannelAlerts />, { [`GET ${path}/alerts`]: { data: [alert] } });
  const list = await screen.findByRole('list', { name: 'What stands against the number' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(1);
});
