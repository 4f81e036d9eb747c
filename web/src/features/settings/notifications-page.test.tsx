// The matrix of notifications: what is not in the list is told in no other way, and each change goes to the server whole.
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import NotificationsSettingsPage from './notifications-page';

const all = { app: true, desktop: true, sound: false };
const wishes = {
  mention: all,
  assigned: all,
  new_message: all,
  failed_message: all,
  window_closing: all,
  webhook_stopped: all,
};

it('changes one square and keeps the rest', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<NotificationsSettingsPage />, {
    [`GET ${inWorkspace}/notification-preferences`]: wishes,
    [`PUT ${inWorkspace}/notification-preferences`]: (call: { body: unknown }) => call.body,
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Mentions: Sound' }));
  await waitFor(() =>
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      ...wishes,
      mention: { app: true, desktop: true, sound: true },
    }),
  );
  await user.click(screen.getByRole('checkbox', { name: 'New messages: In the list' }));
  await waitFor(() =>
    expect(screen.getByRole('checkbox', { name: 'New messages: Desktop' })).toHaveProperty('disabled', true),
  );
  expect(screen.getByRole('checkbox', { name: 'New messages: Desktop' })).toHaveProperty('checked', false);
});
