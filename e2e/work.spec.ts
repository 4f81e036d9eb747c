// The work around a conversation: who has it, notes, tags, closing, snoozing, and a teammate who sees it happen.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

test('assigning, noting, tagging and closing are seen by a teammate at once', async ({ world }) => {
  const customer = await world.customer('Tomás');
  await customer.says('I need an invoice');
  const agent = new Inbox(await world.signIn('AGENT'));
  const admin = new Inbox(await world.signIn('ADMIN'));
  await agent.open(customer.name);
  await admin.open(customer.name);

  await agent.page.getByRole('button', { name: 'Assign', exact: true }).click();
  await agent.page.getByPlaceholder('Assign to…').press('Enter');
  await expect(agent.page.getByRole('button', { name: /^Assigned to You/ })).toBeVisible();
  await expect(admin.page.getByRole('button', { name: /^Assigned to / })).toBeVisible();

  await agent.writeNote('Wants it on paper');
  await expect(admin.messages.getByRole('article', { name: /Internal note by .*Wants it on paper/ })).toBeVisible();
  expect(await customer.lastAnswer(), 'a note never reaches the customer').toBeUndefined();

  await admin.page.getByRole('button', { name: 'Add a tag' }).click();
  await admin.page.getByPlaceholder('Find a tag…').fill(`paper ${customer.name}`);
  await admin.page.getByRole('option', { name: /Create the tag/ }).click();
  await admin.page.keyboard.press('Escape');
  await expect(agent.row(customer.name)).toContainText(`paper ${customer.name}`);

  await agent.page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(admin.page.getByRole('button', { name: 'Reopen' })).toBeVisible();
  await expect(agent.row(customer.name)).toHaveCount(0);

  await customer.says('One more thing');
  await expect(agent.row(customer.name)).toContainText('One more thing');
});

test('a teammate who is answering is announced', async ({ world }) => {
  const customer = await world.customer('Uma');
  await customer.says('anyone?');
  const agent = new Inbox(await world.signIn('AGENT'));
  const admin = new Inbox(await world.signIn('ADMIN'));
  await agent.open(customer.name);
  await admin.open(customer.name);
  await agent.reply.pressSequentially('I am', { delay: 30 });
  await expect(admin.page.getByText(/is replying/).first()).toBeVisible();
});

test('unread counts are each person’s own', async ({ world }) => {
  const customer = await world.customer('Vera');
  const agent = new Inbox(await world.signIn('AGENT'));
  const admin = new Inbox(await world.signIn('ADMIN'));
  await customer.says('one');
  await customer.says('two');
  await expect(agent.row(customer.name).getByRole('img', { name: '2 unread messages' })).toBeAttached();
  await expect(admin.row(customer.name).getByRole('img', { name: '2 unread messages' })).toBeAttached();
  await agent.open(customer.name);
  await expect(agent.row(customer.name).getByRole('img', { name: /unread message/ })).toHaveCount(0);
  await expect(admin.row(customer.name).getByRole('img', { name: '2 unread messages' })).toBeAttached();
});

test('the search finds a customer and can be cleared', async ({ world }) => {
  const customer = await world.customer('Xóchitl');
  await customer.says('hi');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.page.getByRole('searchbox', { name: 'Search conversations' }).fill(customer.name);
  await expect(inbox.list.getByRole('option')).toHaveCount(1);
  await inbox.page.getByRole('searchbox', { name: 'Search conversations' }).fill('nobody is called this');
  await expect(inbox.list.getByText('No conversations match')).toBeVisible();
  await inbox.list.getByRole('button', { name: 'Clear filters' }).click();
  await expect(inbox.row(customer.name)).toBeVisible();
});

test('several conversations are chosen, closed at once and brought back', async ({ world }) => {
  const mark = (await world.customer('Bulk')).name.split(' ').at(-1) ?? '';
  const customers = await Promise.all(['Ada', 'Bea', 'Cleo'].map((name) => world.customer(`${name} ${mark}`)));
  for (const customer of customers) await customer.says('please');
  const inbox = new Inbox(await world.signIn('AGENT'));
  const { page } = inbox;
  const rows = inbox.list.getByRole('option');
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill(mark);
  await expect(rows).toHaveCount(3);

  await page.getByRole('listbox', { name: 'Conversations' }).focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('region', { name: 'Chosen conversations' });
  await expect(bar.getByText('3 chosen')).toBeVisible();
  await page.keyboard.press('x');
  await expect(bar.getByText('2 chosen')).toBeVisible();
  await page.keyboard.press('e');
  await expect(rows).toHaveCount(1);
  await expect(bar).toHaveCount(0);
  await expect(page.getByText('Closed 2 conversations')).toBeVisible();
  await page.keyboard.press('z');
  await expect(rows).toHaveCount(3);

  await rows.first().click({ modifiers: ['Shift'] });
  await rows.last().click({ modifiers: ['Shift'] });
  await bar.getByRole('button', { name: 'Assign all' }).click();
  await page.getByPlaceholder('Assign to…').press('Enter');
  await expect(rows.filter({ hasText: 'You' })).toHaveCount(3);
});
