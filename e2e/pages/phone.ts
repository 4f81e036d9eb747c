// The virtual phone, on the simulator page or beside the inbox.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Customer } from '../harness/customer.ts';

export class Phone {
  readonly screen: Locator;
  readonly typing: Locator;

  private constructor(
    readonly page: Page,
    name: string,
  ) {
    this.screen = page.getByRole('region', { name: `Phone of ${name}` });
    this.typing = this.screen.getByText('typing…').first();
  }

  static async open(page: Page, customer: Customer): Promise<Phone> {
    await page.getByRole('link', { name: 'Simulator' }).click();
    await page.getByRole('list', { name: 'Customers' }).getByRole('button').filter({ hasText: customer.name }).click();
    const phone = new Phone(page, customer.name);
    await expect(phone.screen).toBeVisible();
    return phone;
  }

  /** The phone beside the inbox. */
  static beside(page: Page, name: string): Phone {
    return new Phone(page, name);
  }

  async say(text: string): Promise<void> {
    const box = this.screen.getByRole('textbox');
    await box.fill(text);
    await box.press('Enter');
  }

  bubble(text: string): Locator {
    return this.screen.getByRole('article').filter({ hasText: text });
  }
}
