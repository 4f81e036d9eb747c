// What every story gets: a running demo, people who sign in, customers with phones, and a check that nothing broke unseen.
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { Console } from './console.ts';
import { Customer } from './customer.ts';
import { type Account, type Role, type Server, startServer } from './server.ts';
import { watch } from './watch.ts';

export { expect };

type WindowOptions = Parameters<Browser['newContext']>[0] & { newcomer?: boolean };

/** A demo server and the ways to act on it. */
export class World {
  private readonly complaints: { who: string; list: string[] }[] = [];
  private cutOff = false;
  private readonly consoles = new Map<Role, Promise<Console>>();

  constructor(
    readonly server: Server,
    private readonly browser: Browser,
  ) {}

  account(role: Role): Account {
    const account = this.server.accounts.find((one) => one.role === role);
    if (!account) throw new Error(`the demo has no ${role}`);
    return account;
  }

  /** The API as this role; one session for the whole story. */
  console(role: Role = 'OWNER'): Promise<Console> {
    const known = this.consoles.get(role) ?? Console.signIn(this.server, this.account(role));
    this.consoles.set(role, known);
    return known;
  }

  async customer(name: string, settings?: Record<string, unknown>): Promise<Customer> {
    return Customer.arrives(await this.console(), name, settings);
  }

  /** A browser window of its own, not signed in; in it the customer's phone was closed before, unless it is a newcomer's. */
  async window({ newcomer, ...options }: WindowOptions = {}): Promise<Page> {
    const localStorage = newcomer ? [] : [{ name: 'prismwa.phone-beside', value: '"no"' }];
    const storageState = { cookies: [], origins: [{ origin: this.server.url, localStorage }] };
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      storageState,
      // A control that moves cannot be clicked; how things move is not what the stories are about.
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    this.complaints.push({ who: `window ${this.complaints.length + 1}`, list: await watch(page, () => this.cutOff) });
    return page;
  }

  /** A window in which this role has signed in and sees the inbox. */
  async signIn(role: Role, options?: WindowOptions): Promise<Page> {
    const page = await this.window(options);
    // Signing in by hand is told in sign-in.spec.ts; everybody else has the cookie already.
    const { email, password } = this.account(role);
    const answer = await page.context().request.post('/api/v1/auth/login', {
      data: { email, password },
      headers: { 'X-PrismWA': '1' },
    });
    expect(answer.status(), `${role} signs in`).toBe(200);
    await page.goto('/');
    await expect(page.getByRole('region', { name: 'Conversations' })).toBeVisible();
    return page;
  }

  /** What happens while a page's network is gone; then it is back. */
  async offline(page: Page, meanwhile: () => Promise<void>): Promise<void> {
    this.cutOff = true;
    await page.context().setOffline(true);
    await meanwhile();
    await page.context().setOffline(false);
  }

  /** What happens while the server is gone, killed as a crash would; then it starts again on the same data and address. */
  async serverDown(meanwhile: () => Promise<void>): Promise<void> {
    this.cutOff = true;
    await this.server.kill();
    await meanwhile();
    await this.server.start();
    this.consoles.clear();
  }

  /** Nothing may have broken unseen. */
  check(): void {
    const broken = this.complaints.flatMap(({ who, list }) => list.map((line) => `${who}: ${line}`));
    expect(broken, 'nothing breaks unseen').toEqual([]);
  }
}

export async function fillSignIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export const test = base.extend<{ world: World }, { server: Server }>({
  server: [
    // Playwright reads the parameters of a fixture: it must be written as a pattern, even an empty one.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  world: async ({ server, browser }, use) => {
    const world = new World(server, browser);
    await use(world);
    world.check();
    for (const context of browser.contexts()) await context.close();
  },
});
