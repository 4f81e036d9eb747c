// An agent without a mouse: find, open, answer, note, assign, close.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

test('a conversation is answered, noted, taken and closed by keyboard alone', async ({ world }) => {
  const customer = await world.customer('Keiko');
  await customer.says('by keyboard please');
  const inbox = new Inbox(await world.signIn('AGENT'));
  const { page } = inbox;
  await expect(inbox.row(customer.name)).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type(customer.name);
  await expect(inbox.list.getByRole('option')).toHaveCount(1);
  // The first Escape empties the search, the second leaves it.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(inbox.bubble('by keyboard please')).toBeVisible();

  await expect(inbox.reply).toBeVisible();
  await page.keyboard.press('r');
  await expect(inbox.reply).toBeFocused();
  await page.keyboard.type('of course');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await customer.lastAnswer())?.content).toMatchObject({ body: 'of course' });

  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.type('prefers keys');
  await page.keyboard.press('Enter');
  await expect(inbox.messages.getByRole('article', { name: /prefers keys/ })).toBeVisible();

  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: /^Assigned to You/ })).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
});
