// A customer with a virtual phone, for stories in which the phone is not on screen.
import { randomInt } from 'node:crypto';
import type { Console } from './console.ts';

export interface PhoneMessage {
  id: string;
  from: 'phone' | 'business';
  type: string;
  content: Record<string, unknown>;
  ticks: string;
  reply_to: string | null;
  reactions: { from: string; emoji: string }[];
}

export class Customer {
  private constructor(
    private readonly console: Console,
    readonly id: string,
    readonly name: string,
  ) {}

  /** A new customer; the name is made unique, so that stories share a server without meeting. */
  static async arrives(console: Console, name: string, settings: Record<string, unknown> = {}): Promise<Customer> {
    const unique = `${name} ${randomInt(36 ** 4).toString(36)}`;
    const phone = await console.control<{ id: string }>('POST', '/phones', { name: unique, ...settings });
    return new Customer(console, phone.id, unique);
  }

  says(text: string, more: Record<string, unknown> = {}): Promise<PhoneMessage> {
    return this.sends({ type: 'text', text, ...more });
  }

  sends(message: Record<string, unknown>): Promise<PhoneMessage> {
    return this.console.control('POST', `/phones/${this.id}/messages`, message);
  }

  /** Reads everything on the phone: ticks turn blue at the other end. */
  async reads(): Promise<void> {
    await this.console.control('POST', `/phones/${this.id}/read`, {});
  }

  async reacts(message: string, emoji: string | null): Promise<void> {
    await this.console.control('POST', `/phones/${this.id}/react`, { message, emoji });
  }

  async thread(): Promise<PhoneMessage[]> {
    const thread = await this.console.control<{ messages: PhoneMessage[] }>('GET', `/phones/${this.id}/thread`);
    return thread.messages;
  }

  /** What the business said last, as the phone shows it. */
  async lastAnswer(): Promise<PhoneMessage | undefined> {
    return (await this.thread()).filter((message) => message.from === 'business').at(-1);
  }
}
