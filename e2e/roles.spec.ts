// What each role may not do: shown as such on the screen, and refused by the server.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

test('an analyst reads, but cannot send, assign or close', async ({ world }) => {
  const customer = await world.customer('Yara');
  await customer.says('hello');
  const inbox = new Inbox(await world.signIn('ANALYST'));
  await inbox.view('All open');
  await inbox.open(customer.name);
  await expect(inbox.bubble('hello')).toBeVisible();
  await expect(inbox.reply).toHaveCount(0);
  await expect(inbox.page.getByRole('button', { name: 'Close', exact: true })).toHaveAttribute('aria-disabled', 'true');

  const analyst = await world.console('ANALYST');
  const page = await analyst.ask<{ data: { id: string; contact: { display_name: string } }[] }>(
    'GET',
    '/conversations?view=all',
  );
  const conversation = page.data.find((one) => one.contact.display_name === customer.name);
  const path = `/conversations/${conversation?.id}`;
  expect(await analyst.status('POST', `${path}/messages`, { content: { type: 'text', text: { body: 'no' } } })).toBe(
    403,
  );
  expect(await analyst.status('POST', `${path}/close`, {})).toBe(403);
  expect(await customer.lastAnswer()).toBeUndefined();
});

test('an agent does not see the audit log, an admin does', async ({ world }) => {
  const agent = await world.signIn('AGENT');
  await expect(agent.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  const { workspace } = await world.console();
  await agent.goto(`/w/${workspace}/audit`);
  await expect(agent.getByText(/don.t have access|may not|Ask an admin/i).first()).toBeVisible();
  expect(await (await world.console('AGENT')).status('GET', '/audit')).toBe(403);

  const admin = await world.signIn('ADMIN');
  await admin.getByRole('link', { name: 'Audit log' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await (await world.console('ADMIN')).status('GET', '/audit')).toBe(200);
});
