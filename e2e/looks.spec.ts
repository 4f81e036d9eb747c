// Every page, wide and narrow, light and dark: no serious accessibility fault, no sideways scrolling.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type World } from './harness/test.ts';

const SCREENS = [
  { name: 'a wide screen', options: { viewport: { width: 1440, height: 900 } } },
  { name: 'a phone', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
];

/** Below `/w/<workspace>/`; `:contact` and `:conversation` are those of the customer the story makes. */
const PAGES = [
  'inbox/all_open',
  'inbox/all_open/:conversation',
  'inbox/mine?q=nobody+is+called+this',
  'contacts',
  'contacts/:contact',
  'simulator',
  'webhook-events',
  'audit',
  'settings/workspace',
  'settings/channel',
  'settings/members',
  'settings/invitations',
  'settings/tags',
  'settings/account',
  'no-such-page',
];

// A trace would picture every page a dozen times over.
test.use({ trace: 'off' });

for (const { name, options } of SCREENS) {
  test(`every page is sound on ${name}`, async ({ world }) => {
    test.setTimeout(480_000);
    const places = await furnish(world);
    // Still pictures: a colour that is on its way to another would be judged by neither.
    const still = { ...options, reducedMotion: 'reduce' as const, colorScheme: 'light' as const };
    const outside = await world.window(still);
    for (const path of ['/login', '/invite/no-such-invitation', places.invitation]) {
      await outside.goto(path);
      await sound(outside, path);
    }
    await outside.close();

    const inside = await world.signIn('OWNER', still);
    for (const path of PAGES) {
      await inside.goto(places.of(path));
      await sound(inside, path);
    }
  });
}

/** A customer with some of everything, and where they are found. */
async function furnish(world: World) {
  const customer = await world.customer('Zoë Quintero-Fernández');
  await customer.says('Hola, ¿me pueden mandar el catálogo? *gracias*');
  await customer.sends({ type: 'image', caption: 'como este' });
  await customer.sends({ type: 'location', latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro' });
  const console = await world.console();
  await console.control('GET', '/settle');
  const conversation = await console.conversationOf(customer.name);
  const invited = await console.ask<{ accept_url: string }>('POST', '/invitations', {
    email: `${customer.id.toLowerCase()}@demo.prismwa.test`,
    role: 'AGENT',
  });
  return {
    invitation: new URL(invited.accept_url).pathname,
    of: (path: string) =>
      `/w/${console.workspace}/${path.replace(':conversation', conversation.id).replace(':contact', conversation.contact.id)}`,
  };
}

async function sound(page: Page, where: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  // Not `networkidle`: the simulator's page keeps a stream open for as long as it shows.
  await expect(page.locator('[aria-busy="true"]'), `${where} has loaded`).toHaveCount(0);
  expect.soft(await faults(page, axe(page)), `serious faults on ${where}`).toEqual([]);
  // The rest does not depend on the theme.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = axe(page).withRules(['color-contrast']);
  expect.soft(await faults(page, dark), `too little contrast on ${where} in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function faults(page: Page, builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`),
    ...(wide > 0 ? [`scrolls sideways by ${wide} pixels`] : []),
  ];
}

/** Our pages have no frames, so the results need no gathering in a page of their own. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true);
}
