// Business hours: made from nothing, changed, copied over the week, and sent as the server reads them.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, problem, renderPage } from '~test/page';
import HoursPage from './hours-page';

const path = `${inWorkspace}/business-hours`;
const day = (number: number, from = '09:00', to = '18:00') => ({ day: number, from, to });

it('makes the main opening hours with one click, and saves them with a holiday', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<HoursPage />, {
    [`GET ${path}`]: { calendars: {} },
    [`PUT ${path}`]: ({ body }: { body: unknown }) => body,
  });
  await user.click(await screen.findByRole('button', { name: 'Set opening hours' }));
  const week = within(screen.getByRole('list', { name: 'Week' })).getAllByRole('listitem');
  expect(week.map((line) => line.textContent?.includes('Closed'))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
  await user.click(screen.getByRole('button', { name: 'Add a day' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
  const sent = calls.find(({ method }) => method === 'PUT')?.body as { calendars: { default: { days: unknown[] } } };
  expect(sent.calendars.default).toMatchObject({ time_zone: '', week: [1, 2, 3, 4, 5].map((one) => day(one)) });
  expect(sent.calendars.default.days).toEqual([{ date: new Date().toISOString().slice(0, 10), from: '', to: '' }]);
});

it('copies the hours of one day to the others that are open', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<HoursPage />, {
    [`GET ${path}`]: {
      calendars: { default: { time_zone: '', week: [day(1, '08:00', '12:00'), day(3)], days: [] } },
    },
    [`PUT ${path}`]: ({ body }: { body: unknown }) => body,
  });
  const [monday] = within(await screen.findByRole('list', { name: 'Week' })).getAllByRole('listitem');
  if (!monday) throw new Error('the week has days');
  await user.click(within(monday).getByRole('button', { name: 'Same hours on all open days' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'PUT')).toBe(true));
  expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
    calendars: {
      default: { time_zone: '', week: [day(1, '08:00', '12:00'), day(3, '08:00', '12:00')], days: [] },
    },
  });
});

it('shows what the server refuses where it belongs', async () => {
  const user = userEvent.setup();
  renderPage(<HoursPage />, {
    [`GET ${path}`]: { calendars: { default: { time_zone: 'Europe/Madrid', week: [day(1)], days: [] } } },
    [`PUT ${path}`]: () =>
      problem(422, 'request.invalid', 'Something is wrong.', [
        { pointer: '/calendars/default/week', code: 'invalid_value', detail: 'Days are 1 to 7.' },
      ]),
  });
  await user.click(await screen.findByRole('button', { name: 'Use the workspace’s time zone' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Days are 1 to 7.')).toBeTruthy();
});
