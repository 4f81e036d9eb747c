// The inbox as a person finds things in it: by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export class Inbox {
  readonly list: Locator;
  readonly messages: Locator;
  readonly reply: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('region', { name: 'Conversations' });
    this.messages = page.getByRole('log', { name: 'Messages' });
    this.reply = page.getByRole('textbox', { name: 'Reply', exact: true });
  }

  row(name: string): Locator {
    return this.list.getByRole('option').filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.messages).toBeVisible();
  }

  /** A message of the thread that says this. */
  bubble(text: string): Locator {
    return this.messages.getByRole('article').filter({ hasText: text });
  }

  async answer(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press('Enter');
  }

  async view(name: string): Promise<void> {
    await this.list.getByRole('heading', { level: 1 }).getByRole('button').click();
    await this.page.getByRole('menuitemradio', { name }).click();
  }

  async writeNote(text: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Internal note' }).click();
    const box = this.page.getByRole('textbox', { name: 'Internal note' });
    await box.fill(text);
    await box.press('Enter');
  }
}
