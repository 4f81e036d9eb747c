// Every page in light and dark, wide and narrow: no serious accessibility fault, no sideways scrolling, a picture kept of each.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/test.ts';

const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

const PAGES = [
  { name: 'inbox', path: 'inbox/all_open' },
  { name: 'conversation', path: 'inbox/all_open/$conversation' },
  { name: 'contacts', path: 'contacts' },
  { name: 'simulator', path: 'simulator' },
  { name: 'webhook-events', path: 'webhook-events' },
  { name: 'audit', path: 'audit' },
  { name: 'settings-workspace', path: 'settings/workspace' },
  { name: 'settings-channel', path: 'settings/channel' },
  { name: 'settings-members', path: 'settings/members' },
  { name: 'settings-tags', path: 'settings/tags' },
];

for (const { name, colorScheme, viewport } of LOOKS) {
  test(`every page is sound in ${name}`, async ({ world }, info) => {
    test.setTimeout(180_000);
    const customer = await world.customer('Zoë Quintero-Fernández');
    await customer.says('Hola, ¿me pueden mandar el catálogo? *gracias*');
    await customer.sends({ type: 'image', caption: 'como este' });
    await customer.sends({ type: 'location', latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro' });
    const console = await world.console();
    await console.control('GET', '/settle');
    const list = await console.ask<{ data: { id: string; contact: { display_name: string } }[] }>('GET', '/conversations?view=all');
    const conversation = list.data.find((one) => one.contact.display_name === customer.name)?.id ?? '';

    const page = await world.window({ colorScheme, viewport });
    await page.goto('/login');
    await sound(page, `sign-in in ${name}`);
    await page.close();

    const inside = await world.signIn('OWNER', { colorScheme, viewport });
    for (const { name: place, path } of PAGES) {
      await inside.goto(`/w/${console.workspace}/${path.replace('$conversation', conversation)}`);
      await inside.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
      // Not `networkidle`: the simulator's page keeps a stream open for as long as it shows.
      await expect(inside.locator('[aria-busy="true"]')).toHaveCount(0);
      await inside.screenshot({ path: info.outputPath(`${place}-${name}.png`) });
      await sound(inside, `${place} in ${name}`);
    }
  });
}

async function sound(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const words = grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  expect.soft(words, `serious faults on ${where}`).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `pixels ${where} scrolls sideways`).toBe(0);
}
