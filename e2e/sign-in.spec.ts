// Signing in, being refused, and signing out.
import { expect, fillSignIn, test } from './harness/test.ts';

test('a wrong password is refused in words, the right one opens the inbox', async ({ world }) => {
  const page = await world.window();
  await page.goto('/');
  const { email, password } = world.account('AGENT');
  await fillSignIn(page, { email, password: 'not the password' });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await fillSignIn(page, { email, password });
  await expect(page.getByRole('region', { name: 'Conversations' })).toBeVisible();
});

test('a link from before signing in is followed afterwards', async ({ world }) => {
  const page = await world.window();
  await page.goto('/w/anything/contacts');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await fillSignIn(page, world.account('AGENT'));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeHidden();
});

test('a session survives a reload and ends with signing out', async ({ world }) => {
  const page = await world.signIn('AGENT');
  await page.reload();
  await expect(page.getByRole('region', { name: 'Conversations' })).toBeVisible();
  await page.getByRole('button', { name: 'Your menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
