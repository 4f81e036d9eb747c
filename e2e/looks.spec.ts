// Every page, wide and narrow, light and dark: no serious accessibility fault, no sideways scrolling.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Console } from './harness/console.ts';
import { expect, test, type World } from './harness/test.ts';

const SCREENS = [
  { name: 'a wide screen', options: { viewport: { width: 1440, height: 900 } } },
  { name: 'a phone', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
];

/** Below `/w/<workspace>/`; `:contact` and `:conversation` are those of the customer the story makes, `:template` is one of the demo's. */
const PAGES = [
  'inbox/all_open',
  'inbox/all_open/:conversation',
  'inbox/mine?q=nobody+is+called+this',
  'search',
  'search?q=hola',
  'scheduled',
  'contacts',
  'contacts/:contact',
  'flows',
  'wa-flows',
  'functions',
  'templates',
  'templates/:template',
  'templates/new',
  'simulator',
  'webhook-events',
  'analytics',
  'audit',
  'settings',
  'settings/workspace',
  'settings/channel',
  'settings/members',
  'settings/invitations',
  'settings/teams',
  'settings/canned',
  'settings/tags',
  'settings/fields',
  'settings/automation',
  'settings/hours',
  'settings/ai',
  'settings/secrets',
  'settings/wa-flow-keys',
  'settings/api-keys',
  'settings/webhooks',
  'settings/opt-outs',
  'settings/jobs',
  'settings/notifications',
  'settings/account',
  'no-such-page',
];

/** Choices to tap, in a conversation otherwise of words and pictures. */
const OFFER = {
  type: 'button',
  header: { type: 'text', text: 'Catálogo' },
  body: { text: '¿Qué buscas?' },
  footer: { text: 'Lumen Home' },
  action: {
    buttons: ['Lámparas', 'Bombillas'].map((title) => ({ type: 'reply', reply: { id: title, title } })),
  },
};

for (const { name, options } of SCREENS) {
  test(`every page is sound on ${name}`, async ({ world }) => {
    test.setTimeout(900_000);
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

/** A customer with some of everything, also of what goes wrong, and where they are found. */
async function furnish(world: World) {
  const customer = await world.customer('Zoë Quintero-Fernández');
  const question = await customer.says('Hola, ¿me pueden mandar el catálogo? *gracias*');
  await customer.sends({ type: 'image', caption: 'como este' });
  await customer.sends({ type: 'location', latitude: 19.4326, longitude: -99.1332, name: 'Zócalo', address: 'Centro' });
  await customer.sends({ type: 'audio' });
  await customer.sends({ type: 'document', filename: 'factura.pdf' });
  const console = await world.console();
  await console.control('GET', '/settle');
  const conversation = await console.conversationOf(customer.name);
  const thread = `/conversations/${conversation.id}/messages`;
  const say = (content: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    console.ask<{ id: string }>('POST', thread, { content, ...more });
  const text = (body: string) => ({ type: 'text', text: { body } });
  const [first] = (await console.ask<{ data: { id: string }[] }>('GET', thread)).data;
  await say(text('Con mucho gusto: ya va.'), { reply_to_id: first?.id });
  await say({ type: 'interactive', interactive: OFFER });
  await console.control('GET', '/settle');
  await customer.reads();
  await customer.reacts(question.id, '🙏');
  // One that Meta refuses, one whose answer is lost: their causes and ways out stand under them.
  await spoilt(console, [{ kind: 'graph_error', code: 131026 }], 'failed', () => say(text('Esto no llega.')));
  const lost = [{ kind: 'drop_answer' }, { kind: 'withhold_statuses' }];
  await spoilt(console, lost, 'unknown', () => say(text('Esto quizás llega.')));
  const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }));
  const holiday = { date: '2026-12-25', from: '', to: '' };
  await console.ask('PUT', '/business-hours', {
    calendars: { default: { time_zone: '', week: hours, days: [holiday] } },
  });
  await console.ask('PUT', '/flow-globals', { globals: { shop: 'https://lumen.example', price: 9.5, open: true } });
  await console.ask('POST', `/conversations/${conversation.id}/notes`, {
    body: 'Prefiere que le escriban por la tarde.',
  });
  await say(text('¿Llegó bien el catálogo?'), { send_at: new Date(Date.now() + 3_600_000).toISOString() });
  await customer.says('Gracias, lo espero.');
  await console.control('GET', '/settle');
  const invited = await console.ask<{ accept_url: string }>('POST', '/invitations', {
    email: `${customer.id.toLowerCase()}@demo.prismwa.test`,
    role: 'AGENT',
  });
  const named = (await console.ask<{ data: { languages: { id: string }[] }[] }>('GET', '/templates')).data;
  const template = named[0]?.languages[0];
  if (!template) throw new Error('the demo has no templates');
  const ids: Record<string, string | undefined> = {
    conversation: conversation.id,
    contact: conversation.contact.id,
    template: template.id,
  };
  return {
    invitation: new URL(invited.accept_url).pathname,
    of: (path: string) =>
      `/w/${console.workspace}/${path.replace(/:(\w+)/, (_, noun: string) => ids[noun] ?? `no-${noun}`)}`,
  };
}

/** Sends while these faults hold, until it has ended so. */
async function spoilt(
  console: Console,
  faults: Record<string, unknown>[],
  end: string,
  send: () => Promise<{ id: string }>,
): Promise<void> {
  const rules: string[] = [];
  for (const fault of faults) rules.push((await console.control<{ id: string }>('POST', '/faults', fault)).id);
  const { id } = await send();
  await expect.poll(async () => (await console.ask<{ status: string }>('GET', `/messages/${id}`)).status).toBe(end);
  for (const rule of rules) await console.control('DELETE', `/faults/${rule}`);
}

/** Loaded, with every picture there, nothing on its way to another colour or place. */
async function settled(page: Page, where: string): Promise<void> {
  // Not `networkidle`: the simulator's page keeps a stream open for as long as it shows.
  await expect(page.locator('[aria-busy="true"]'), `${where} has loaded`).toHaveCount(0);
  await page.waitForFunction(async () => {
    await document.fonts.ready;
    // What changed just now starts to fade with the next picture.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const whole = [...document.images].every((image) => image.complete);
    return whole && document.getAnimations().every(({ playState }) => playState !== 'running');
  });
}

async function sound(page: Page, where: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached', timeout: 30_000 });
  await settled(page, where);
  expect.soft(await faults(page, axe(page)), `serious faults on ${where}`).toEqual([]);
  // The rest does not depend on the theme.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await settled(page, where);
  const dark = axe(page).withRules(['color-contrast']);
  expect.soft(await faults(page, dark), `too little contrast on ${where} in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function faults(page: Page, builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...grave.flatMap(({ id, nodes }) =>
      // Which element, as it stands in the page, and what is the matter with it (for a colour: both colours).
      nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')}\n${html}\n${failureSummary ?? ''}`),
    ),
    ...(wide > 0 ? [`scrolls sideways by ${wide} pixels`] : []),
  ];
}

/** Our pages have no frames, so the results need no gathering in a page of their own; what is right needs no description. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
}
