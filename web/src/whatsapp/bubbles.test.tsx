// Every kind is drawn from both sides, hostile text stays text, and what can be pressed says so.
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sums } from './bubbles/order';
import { cardsReady } from './cards-door';
import { isMessageKind, readers } from './content';
import { type Perspective, placeOf } from './message';
import { MessageBubble, type MessageBubbleProps } from './message-bubble';
import { examples, file, sample } from './samples';

beforeAll(() => cardsReady);

const draw = (ui: ReactElement) => render(<I18nProvider i18n={i18n}>{ui}</I18nProvider>);
const bubble = (props: MessageBubbleProps) => draw(<MessageBubble contactName="Elif Nair" {...props} />);
HTMLMediaElement.prototype.pause = () => undefined;
const all = examples().flatMap((example) => example.messages);

describe('every kind', () => {
  it('has an example', () => {
    const shown = new Set(all.map((message) => message.kind));
    expect(Object.keys(readers).filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it.each<Perspective>(['business', 'customer'])('is drawn for the %s with a name and no failure', (perspective) => {
    for (const message of all) {
      const { container, unmount } = bubble({ message, perspective });
      // By tag: working out the role and name of every node of so many bubbles takes longer than drawing them.
      expect(container.querySelector('article')?.textContent?.length).toBeGreaterThan(3);
      unmount();
    }
  });

  it.each(Object.keys(readers).filter(isMessageKind))('%s survives content of any shape', (kind) => {
    for (const content of [
      null,
      undefined,
      7,
      'x',
      [],
      {},
      [[]],
      { body: {} },
      { type: 'button', action: 7 },
      { name: 'x', components: [null] },
      { contacts: [null] },
    ]) {
      const { container, unmount } = bubble({ message: sample({ kind, content }) });
      expect(container.querySelector('article')).toBeInstanceOf(HTMLElement);
      unmount();
    }
  });
});

describe('the tools of a message', () => {
  const two = ['msg_1', 'msg_2'].map((id) => sample({ id, kind: 'text', content: { body: id } }));
  const drawTwo = () =>
    draw(
      <div>
        {two.map((message) => (
          <MessageBubble key={message.id} message={message} toolbar={<button type="button">Reply</button>} />
        ))}
      </div>,
    );

  it('come with a tap on touch, to one message at a time', async () => {
    const matchMedia = globalThis.matchMedia;
    vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) => ({
      ...matchMedia(query),
      matches: query === '(pointer: coarse)',
    }));
    const { container } = drawTwo();
    const [first, second] = container.querySelectorAll('article');
    const user = userEvent.setup();
    for (const tapped of [first, second]) {
      await user.click(tapped?.querySelector('time') ?? container);
      expect([first, second].map((one) => one?.contains(document.activeElement))).toEqual([
        tapped === first,
        tapped === second,
      ]);
    }
    await user.click(within(second ?? container).getByRole('button', { name: 'Reply' }));
    expect(document.activeElement?.textContent, 'a control inside keeps its focus').toBe('Reply');
  });

  it('leave the focus alone under a mouse', async () => {
    const { container } = drawTwo();
    await userEvent.click(container.querySelector('time') ?? container);
    expect(document.activeElement).toBe(document.body);
  });
});

describe('text', () => {
  it('shows markup as nodes and HTML as text', () => {
    const body = '*<img src=x onerror=alert(1)>* [x](javascript:alert(1)) https://shop.example';
    const { container } = bubble({ message: sample({ kind: 'text', content: { body } }) });
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelector('strong')?.textContent).toBe('<img src=x onerror=alert(1)>');
    const links = screen.getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://shop.example/']);
    expect(links[0]?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  });

  it('folds a long text until asked', async () => {
    bubble({ message: sample({ kind: 'text', content: { body: `${'word '.repeat(400)}END` } }) });
    expect(screen.queryByText(/END/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(screen.getByText(/END/)).toBeTruthy();
  });

  it('draws one to three emoji large, and nothing else', () => {
    const large = (body: string) => {
      const { container, unmount } = bubble({ message: sample({ kind: 'text', content: { body } }) });
      const found = container.querySelector('p[class*="2rem"]') !== null;
      unmount();
      return found;
    };
    expect(['🙏', '👩‍👩‍👧 🇲🇽 ❤️', '1️⃣'].map(large)).toEqual([true, true, true]);
    expect(['🙏🙏🙏🙏', 'ok 🙏', '123', '*', '™', ''].map(large)).toEqual([false, false, false, false, false, false]);
  });
});

describe('the frame', () => {
  it('is named by who, when and what', () => {
    bubble({ message: sample({ kind: 'text', content: { body: 'x' }, sent_at: '2026-11-22T12:05:00.000Z' }) });
    expect(screen.getByRole('article').getAttribute('aria-label')).toMatch(/^Elif Nair, .*05.*, text$/);
  });

  it('says who wrote what was not typed by a teammate', () => {
    bubble({
      message: sample({
        kind: 'text',
        content: { body: 'x' },
        direction: 'outbound',
        author: { kind: 'phone_app', id: null, name: null, run: null },
      }),
    });
    expect(screen.getByText('Sent from phone')).toBeTruthy();
  });

  it('jumps to the quoted message', async () => {
    const onQuote = vi.fn();
    bubble({
      message: sample({
        kind: 'text',
        content: { body: 'x' },
        reply_to: { message_id: 'msg_9', wamid: 'w', preview: 'The blue one?', direction: 'outbound' },
      }),
      actions: { onQuote },
    });
    await userEvent.click(screen.getByRole('button', { name: /The blue one/ }));
    expect(onQuote).toHaveBeenCalledWith('msg_9');
  });

  it('hides what was deleted, its reactions too', () => {
    bubble({
      message: sample({
        kind: 'text',
        content: { body: 'secret' },
        revoked_at: '2026-11-22T12:05:00.000Z',
        reactions: [{ actor: 'contact', emoji: '👍', at: '2026-11-22T12:05:00.000Z' }],
      }),
    });
    expect(screen.queryByText('secret')).toBeNull();
    expect(screen.queryByRole('list', { name: 'Reactions' })).toBeNull();
    expect(screen.getByText('Message deleted by the contact')).toBeTruthy();
  });

  it('names cause, remedy, who can help and code of a failure, and offers a retry only when it can help', async () => {
    const onRetry = vi.fn();
    const failed = (retryable: boolean) =>
      sample({
        kind: 'text',
        content: { body: 'x' },
        direction: 'outbound',
        status: 'failed',
        error: {
          code: 131056,
          title: 'Too fast',
          detail: 'Slow down.',
          remedy: 'Wait a minute.',
          who: 'agent',
          retryable,
        },
      });
    const { unmount } = bubble({ message: failed(false), actions: { onRetry } });
    expect(await screen.findByText('Wait a minute.')).toBeTruthy();
    expect(screen.getByText('You can fix this')).toBeTruthy();
    expect(screen.getByText('Code 131056')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
    unmount();
    bubble({ message: failed(true), actions: { onRetry } });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it.each([
    ['queued', 'Waiting to be sent'],
    ['sent', 'Sent'],
    ['delivered', 'Delivered'],
    ['read', 'Read'],
    ['played', 'Played'],
    ['unknown', 'Not certain whether it was sent'],
    ['failed', 'Not delivered'],
  ] as const)('has a tick named for %s', (status, name) => {
    bubble({ message: sample({ kind: 'text', content: { body: 'x' }, direction: 'outbound', status }) });
    expect(screen.getByRole('img', { name })).toBeTruthy();
  });

  it('stands in a group with its neighbours of three minutes', () => {
    const [one, two, three] = ['12:00:00', '12:02:00', '12:06:00'].map((time) =>
      sample({ kind: 'text', content: { body: 'x' }, sent_at: `2026-11-22T${time}.000Z` }),
    );
    if (!one || !two || !three) throw new Error('three were made');
    expect([placeOf(undefined, one, two), placeOf(one, two, three), placeOf(two, three, undefined)]).toEqual([
      'first',
      'last',
      'only',
    ]);
  });
});

describe('choices', () => {
  const offer = sample({
    kind: 'interactive',
    direction: 'outbound',
    content: {
      type: 'button',
      body: { text: 'Change it?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    },
  });

  it('are pressed on the phone', async () => {
    const onTap = vi.fn();
    bubble({ message: offer, perspective: 'customer', actions: { onTap } });
    await userEvent.click(screen.getByRole('button', { name: 'Yes' }));
    expect(onTap).toHaveBeenCalledWith(offer, { id: 'yes' });
  });

  it('are only read in the console', () => {
    bubble({ message: offer });
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('Yes')).toBeTruthy();
  });

  it('never lead to an address that is not http', () => {
    const message = sample({
      kind: 'interactive',
      direction: 'outbound',
      content: {
        type: 'cta_url',
        body: { text: 'x' },
        action: { parameters: { display_text: 'Go', url: 'javascript:alert(1)' } },
      },
    });
    bubble({ message, perspective: 'customer' });
    expect(screen.queryByRole('link')).toBeNull();
  });
});

describe('files', () => {
  it('says why a file is not there, and offers to try again', async () => {
    const onDownloadAgain = vi.fn();
    bubble({
      message: sample({
        kind: 'image',
        content: { id: '1' },
        media: file({ state: 'failed', url: null, error: 'The disk is full.' }),
      }),
      actions: { onDownloadAgain },
    });
    expect(screen.getByText('The disk is full.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onDownloadAgain).toHaveBeenCalledOnce();
  });

  it('warns of files that run programs', () => {
    bubble({
      message: sample({
        kind: 'document',
        content: { filename: 'photo.jpg.exe' },
        media: file({ url: 'data:,x', size: 10 }),
      }),
    });
    expect(screen.getByText(/can run programs/)).toBeTruthy();
  });

  it('shows raw JSON only to those who may see it', () => {
    const message = sample({ kind: 'brand_new', content: { a: 1 } });
    const { unmount } = bubble({ message });
    expect(screen.queryByText('Raw JSON')).toBeNull();
    unmount();
    bubble({ message, actions: { showRaw: true } });
    expect(within(screen.getByRole('group')).getByText(/"a": 1/)).toBeTruthy();
  });
});

it('adds up an order by currency', () => {
  const item = (price: number | null, currency: string | null, quantity = 1) => ({
    id: 'x',
    price,
    currency,
    quantity,
  });
  expect(sums([item(2.5, 'EUR', 2), item(1, 'USD'), item(null, 'EUR'), item(1, 'EUR')])).toEqual([
    ['EUR', 6],
    ['USD', 1],
  ]);
});
