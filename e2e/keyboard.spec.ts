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
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused();
  await page.keyboard.type('prefers keys');
  await page.keyboard.press('Enter');
  await expect(inbox.messages.getByRole('article', { name: /prefers keys/ })).toBeVisible();

  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: /^Assigned to You/ })).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible();
});

test('the command menu finds people, pages and actions, and remembers', async ({ world }) => {
  const customer = await world.customer('Kaya');
  await customer.says('find me');
  const inbox = new Inbox(await world.signIn('OWNER'));
  const { page } = inbox;
  await expect(inbox.row(customer.name)).toBeVisible();
  const menu = page.getByRole('dialog', { name: 'Command menu' });
  const box = menu.getByRole('combobox', { name: 'Search or run an action' });

  await page.keyboard.press('ControlOrMeta+k');
  await expect(box).toBeFocused();
  await page.keyboard.type(customer.name);
  await expect(menu.getByRole('option', { name: `${customer.name} find me` })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
  await expect(inbox.bubble('find me')).toBeVisible();

  // An action of the conversation that is open; it gets the focus it asks for.
  await expect(inbox.reply).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('>internal note');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toBeFocused();

  // From inside a text box too; what was used lately stands first.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(menu.getByRole('option').first()).toContainText('Internal note');
  await page.keyboard.type('members');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }), 'one hears where one is').toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
});

test('the sheet of shortcuts shows what works here, and single letters can be switched off', async ({ world }) => {
  const customer = await world.customer('Kimi');
  await customer.says('hi');
  const inbox = new Inbox(await world.signIn('AGENT'));
  const { page } = inbox;
  await expect(inbox.row(customer.name)).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Next in the list')).toBeVisible();
  await sheet.getByRole('switch', { name: 'Single-letter shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Command menu' })).toBeVisible();
  await expect(page, 'g c did nothing').toHaveURL(/\/inbox\//);
});

test('a new message is announced once, politely, and does not take the focus', async ({ world }) => {
  const customer = await world.customer('Kuno');
  await customer.says('first');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.bubble('first')).toBeVisible();
  await inbox.reply.focus();
  await customer.says('second');
  await customer.says('third');
  await expect(inbox.page.locator('[aria-live="polite"]').filter({ hasText: /new messages?/ })).toHaveText(/^[12] new messages?$/);
  await expect(inbox.reply).toBeFocused();
});
