// Finding what was said: words and operators, and the way into the conversation, also far up and from the keyboard alone.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

test('what a customer wrote long ago is found by its words, and Enter opens it in its place', async ({ world }) => {
  const customer = await world.customer('Noor');
  await customer.says('¿Dónde está mi paquete 20045678?');
  for (let at = 0; at < 60; at += 1) await customer.says(`later message number ${at}`);
  await (await world.console()).control('GET', '/settle');
  const page = await world.signIn('AGENT');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run an action' }).fill('donde paq');
  await page.getByRole('option', { name: 'Search messages for “donde paq”' }).click();
  const found = page.getByRole('region', { name: 'Messages and notes' }).getByRole('link');
  await expect(found.first()).toContainText('¿Dónde está mi paquete');
  await expect(found.first().locator('mark').first()).toHaveText('Dónde');

  const box = page.getByRole('textbox', { name: 'Search messages, notes and contacts' });
  await box.fill('0456 from:customer');
  await expect(found).toHaveCount(1);
  // Before what was typed is looked for, Enter looks for it at once; after that it opens.
  await expect(page).toHaveURL(/[?&]q=0456/);
  await box.press('Enter');
  const inbox = new Inbox(page);
  await expect(inbox.bubble('¿Dónde está mi paquete 20045678?')).toBeVisible();

  await page.keyboard.press('Control+f');
  const find = page.getByRole('textbox', { name: 'Search in this conversation' });
  await find.fill('later message');
  await expect(page.getByText('1 of 60')).toBeVisible();
  await find.press('Enter');
  await expect(page.getByText('2 of 60')).toBeVisible();
  await expect(inbox.bubble('later message number 58')).toBeVisible();
  await find.press('Escape');
  await expect(find).toBeHidden();
});

test('a search that cannot be understood says what to write', async ({ world }) => {
  const page = await world.signIn('ANALYST');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  const box = page.getByRole('textbox', { name: 'Search messages, notes and contacts' });
  await expect(box).toBeFocused();
  await box.fill('form:customer');
  await expect(page.getByRole('alert')).toContainText('Did you mean “from:”?');
  await box.fill('has:do');
  await box.press('Tab');
  await expect(box).toHaveValue('has:document ');
});
