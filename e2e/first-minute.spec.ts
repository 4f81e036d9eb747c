// A newcomer's first minute: console and customer's phone side by side, hola, an answer, blue ticks. On a fresh demo, touching nothing else.
import { startServer } from './harness/server.ts';
import { test as base, expect, World } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';
import { Phone } from './pages/phone.ts';

const test = base.extend<{ fresh: World }>({
  fresh: async ({ browser }, use) => {
    const server = await startServer();
    const world = new World(server, browser);
    await use(world);
    world.check();
    for (const context of browser.contexts()) await context.close();
    await server.stop();
  },
});

test('hola on the phone beside the inbox, answered, and the ticks turn blue', async ({ fresh }) => {
  const page = await fresh.signIn('OWNER', { newcomer: true });
  const inbox = new Inbox(page);
  const beside = page.getByRole('complementary', { name: 'Virtual phone' });
  await expect(beside, 'nobody had to look for the phone').toBeVisible();
  const name = await beside.getByRole('combobox', { name: 'Customer' }).innerText();
  const phone = Phone.beside(page, name);

  await phone.say('hola');
  await expect(inbox.row(name)).toContainText('hola');
  await inbox.open(name);
  await expect(inbox.bubble('hola').last()).toBeVisible();
  await expect(phone.screen, 'the phone is that of the open conversation').toBeVisible();

  await inbox.reply.pressSequentially('¡Buenos días!');
  await expect(phone.typing).toBeVisible();
  await inbox.reply.press('Enter');
  await expect(phone.bubble('¡Buenos días!')).toBeVisible();
  await expect(inbox.bubble('¡Buenos días!').getByRole('img', { name: 'Delivered' })).toBeVisible();
  await phone.screen.getByRole('button', { name: /^Read \d+ message/ }).click();
  await expect(inbox.bubble('¡Buenos días!').getByRole('img', { name: 'Read' })).toBeVisible();
});

test('the phone stays closed when it was closed', async ({ world }) => {
  const page = await world.signIn('AGENT', { newcomer: true });
  const beside = page.getByRole('complementary', { name: 'Virtual phone' });
  await beside.getByRole('button', { name: 'Close the phone' }).click();
  await expect(beside).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: "Customer's phone" })).toHaveAttribute('aria-pressed', 'false');
  await expect(beside).toHaveCount(0);
  await page.keyboard.press('Shift+P');
  await expect(beside).toBeVisible();
});

test('on a small screen the phone is one tap away', async ({ world }) => {
  const customer = await world.customer('Pilar');
  await customer.says('desde el móvil');
  const page = await world.signIn('AGENT', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const inbox = new Inbox(page);
  const beside = page.getByRole('complementary', { name: 'Virtual phone' });
  await expect(beside).toHaveCount(0);
  await inbox.row(customer.name).tap();
  await expect(inbox.bubble('desde el móvil')).toBeVisible();
  await page.getByRole('button', { name: "Customer's phone" }).tap();
  await expect(page.getByRole('region', { name: `Phone of ${customer.name}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(beside).toHaveCount(0);
  await expect(page.getByRole('button', { name: "Customer's phone" }), 'back where it was opened').toBeFocused();
  await expect(inbox.reply).toBeVisible();
});
