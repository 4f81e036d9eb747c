// The 24-hour window: closed, only a template goes out. On a server of its own, because it turns the clock.

import { startServer } from './harness/server.ts';
import { test as base, expect, World } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

const test = base.extend<{ late: World }>({
  late: async ({ browser }, use) => {
    const server = await startServer();
    const world = new World(server, browser);
    await use(world);
    world.check();
    await server.stop();
  },
});

test('a customer who never wrote can only be sent a template', async ({ late }) => {
  const customer = await late.customer('Wanda');
  const console = await late.console();
  const phones = await console.control<{ phones: { id: string; wa_id: string }[] }>('GET', '/phones');
  const number = phones.phones.find((phone) => phone.id === customer.id)?.wa_id ?? '';
  const contact = await console.ask<{ id: string }>('POST', '/contacts', { name: customer.name, phone: `+${number}` });
  const conversation = await console.ask<{ id: string }>('POST', '/conversations', { contact_id: contact.id });

  const inbox = new Inbox(await late.signIn('AGENT'));
  await inbox.page.goto(`/w/${console.workspace}/inbox/all/${conversation.id}`);
  await expect(inbox.page.getByText('Only templates can be sent.')).toBeVisible();
  await expect(inbox.reply).toHaveCount(0);
  const refused = await console.status('POST', `/conversations/${conversation.id}/messages`, {
    content: { type: 'text', text: { body: 'hello' } },
  });
  expect(refused, 'the server refuses it too').toBe(422);

  await inbox.page.getByRole('button', { name: 'Choose template' }).click();
  const dialog = inbox.page.getByRole('dialog');
  await dialog
    .getByRole('option')
    .or(dialog.getByRole('radio'))
    .or(dialog.getByRole('button'))
    .filter({ hasText: /hello_world/ })
    .first()
    .click();
  await dialog.getByRole('button', { name: /^Send/ }).click();
  await expect.poll(async () => (await customer.lastAnswer())?.type).toBe('template');
});
