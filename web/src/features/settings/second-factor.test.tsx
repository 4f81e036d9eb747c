// A second factor is added with a code drawn here, and its recovery codes are shown once.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderPage } from '~test/page';
import { SecondFactorSection } from './second-factor';

const path = '/api/v1/me/second-factor';
const off = { enabled: false, enabled_at: null, recovery_codes_left: 0 };
const on = { enabled: true, enabled_at: '2026-11-22T18:00:00Z', recovery_codes_left: 2 };

it('is added with the password, a scan and the first code', async () => {
  const { calls } = renderPage(<SecondFactorSection />, {
    [`GET ${path}`]: off,
    [`POST ${path}`]: { secret: 'GEZDGNBV', address: 'otpauth://totp/PrismWA:a?secret=GEZDGNBV' },
    [`POST ${path}/confirm`]: { recovery_codes: ['aaaa-bbbb', 'cccc-dddd'] },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a second factor' }));
  await userEvent.type(await screen.findByLabelText('Your password'), 'a few plain words');
  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
  expect(await screen.findByRole('img', { name: /Code to scan/ })).toBeTruthy();
  expect(screen.getByText('GEZD GNBV')).toBeTruthy();
  await userEvent.type(screen.getByRole('textbox', { name: 'Six digits' }), '123456');
  await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
  expect(await screen.findByText('aaaa-bbbb')).toBeTruthy();
  expect(calls.find((call) => call.path.endsWith('/confirm'))?.body).toEqual({ code: '123456' });
});

it('is removed with password and code', async () => {
  const { calls } = renderPage(<SecondFactorSection />, {
    [`GET ${path}`]: on,
    [`POST ${path}/remove`]: () => new Response(null, { status: 204 }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove…' }));
  await userEvent.type(await screen.findByLabelText('Your password'), 'a few plain words');
  await userEvent.type(screen.getByRole('textbox', { name: /recovery code/ }), '123456');
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  expect(calls.find((call) => call.path.endsWith('/remove'))?.body).toEqual({
    password: 'a few plain words',
    code: '123456',
  });
});
