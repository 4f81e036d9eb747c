// The editor of flows and the page of a run, as a person finds things in them: by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export class FlowEditor {
  readonly problems: Locator;

  private constructor(readonly page: Page) {
    this.problems = page.getByRole('button', { name: /^Problems:/ });
  }

  /** A new draft from this starter, open in the editor. */
  static async fromStarter(page: Page, starter: string): Promise<FlowEditor> {
    await page.getByRole('link', { name: 'Flows', exact: true }).click();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New flow' });
    // The circle of a choice is not drawn: people press the card around it.
    await dialog.locator('label').filter({ hasText: starter }).click();
    await dialog.getByRole('button', { name: 'Create draft' }).click();
    await expect(page).toHaveURL(/\/flows\/flw_\w+\/edit/);
    await expect(page.getByRole('heading', { name: starter })).toBeVisible();
    return new FlowEditor(page);
  }

  async publish(note: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Publish' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Publish/ });
    await dialog.getByLabel('Note').fill(note);
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.getByText(/^Live v\d+$/)).toBeVisible();
  }
}

export class RunPage {
  readonly steps: Locator;

  private constructor(readonly page: Page) {
    this.steps = page.getByRole('list', { name: 'Steps of the run' }).getByRole('button');
  }

  /** The newest run with this customer, from the list of all runs. */
  static async open(page: Page, customer: string): Promise<RunPage> {
    await page.getByRole('link', { name: 'Flows', exact: true }).click();
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('link', { name: `Run of ${customer}` }).first().click();
    const run = new RunPage(page);
    await expect(run.steps.first()).toBeVisible();
    return run;
  }

  /** The card of a step on the canvas. */
  card(title: string): Locator {
    return this.page.locator('.react-flow__node').filter({ hasText: title });
  }
}
