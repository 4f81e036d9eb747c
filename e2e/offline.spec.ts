// The network goes, the server goes, the page is loaded anew: no word is lost and none is said twice.
import { startServer } from './harness/server.ts';
import { test as base, expect, World } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

const test = base.extend<{ frail: World }>({
  /** A server of its own, for stories that end it. */
  frail: async ({ browser }, use) => {
    const server = await startServer();
    const world = new World(server, browser);
    await use(world);
    world.check();
    for (const context of browser.contexts()) await context.close();
    await server.stop();
  },
});

test('what is written offline waits, can be discarded, and is sent once when the network is back', async ({ world }) => {
  const customer = await world.customer('Otto');
  await customer.says('are you there?');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.reply).toBeVisible();

  await world.offline(inbox.page, async () => {
    await inbox.answer('first');
    await inbox.answer('a slip of the pen');
    await inbox.answer('second');
    await expect(inbox.messages.getByText('Will send when back online')).toHaveCount(3);
    await inbox.bubble('a slip of the pen').getByRole('button', { name: 'Discard' }).click();
    await expect(inbox.bubble('a slip of the pen')).toHaveCount(0);
  });
  await expect(inbox.bubble('second').getByRole('img', { name: 'Delivered' })).toBeVisible({ timeout: 20_000 });
  await expect(inbox.messages.getByText('Will send when back online')).toHaveCount(0);
  expect(await answersTo(customer)).toEqual(['first', 'second']);
});

test('a part of the page that was never fetched waits for the network instead of breaking the page', async ({ frail }) => {
  const customer = await frail.customer('Nadia');
  await customer.says('are you there?');
  const inbox = new Inbox(await frail.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.bubble('are you there?')).toBeVisible();
  const sheet = inbox.page.getByRole('dialog', { name: 'Keyboard shortcuts' });

  await frail.offline(inbox.page, async () => {
    await inbox.reply.blur();
    const missed = inbox.page.waitForEvent('requestfailed', (request) => request.url().includes('/assets/shortcuts-sheet'));
    await inbox.page.keyboard.press('?');
    await missed;
    await expect(inbox.bubble('are you there?')).toBeVisible();
  });
  await expect(sheet).toBeVisible({ timeout: 20_000 });
});

test('what waits survives a reload and a server that was gone', async ({ frail }) => {
  test.setTimeout(120_000);
  const customer = await frail.customer('Ottilie');
  await customer.says('hello?');
  const inbox = new Inbox(await frail.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.reply).toBeVisible();

  await frail.serverDown(async () => {
    await inbox.answer('written while the server was gone');
    await expect(inbox.messages.getByText('Will send when back online')).toBeVisible();
    await expect(inbox.page.getByText('Reconnecting… messages may be delayed')).toBeVisible({ timeout: 20_000 });
  });
  // The page is thrown away before it could notice that the server is back.
  await inbox.page.reload();
  const bubble = inbox.bubble('written while the server was gone');
  await expect(bubble.getByRole('img')).toHaveAccessibleName(/Sent|Delivered|Not delivered/, { timeout: 30_000 });
  await expect(bubble).toHaveCount(1);
  // The simulator of a killed server may have forgotten the phone: what counts is that the server has the message, once.
  const console = await frail.console();
  const { id } = await console.conversationOf(customer.name);
  const { data } = await console.ask<{ data: { direction: string; preview: string }[] }>('GET', `/conversations/${id}/messages`);
  const answers = data.filter(({ direction }) => direction === 'outbound').map(({ preview }) => preview);
  expect(answers).toEqual(['written while the server was gone']);
});

test('the console says when the server is gone and when it is back, and catches up', async ({ frail }) => {
  test.setTimeout(120_000);
  const customer = await frail.customer('Ivo');
  await customer.says('one');
  const inbox = new Inbox(await frail.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.bubble('one')).toBeVisible();
  await expect(inbox.page.getByRole('img', { name: 'Connected, changes appear at once' })).toBeVisible();

  await frail.serverDown(async () => {
    await expect(inbox.page.getByRole('img', { name: 'Reconnecting…' })).toBeVisible();
    await expect(inbox.page.getByText('Reconnecting… messages may be delayed')).toBeVisible({ timeout: 20_000 });
  });
  await expect(inbox.page.getByText(/^Back online/)).toBeVisible({ timeout: 30_000 });
  await expect(inbox.page.getByText('Reconnecting… messages may be delayed')).toHaveCount(0);
  await expect(inbox.page.getByRole('img', { name: 'Connected, changes appear at once' })).toBeVisible();
  await expect(inbox.bubble('one')).toHaveCount(1);
});

async function answersTo(customer: { thread: () => Promise<{ from: string; content: unknown }[]> }): Promise<unknown[]> {
  const thread = await customer.thread();
  return thread.filter(({ from }) => from === 'business').map(({ content }) => (content as { body: string }).body);
}
