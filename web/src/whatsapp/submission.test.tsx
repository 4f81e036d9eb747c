// A finished form: the form's own labels and titles for the team, its files, the way to the submission; the phone shows what was sent.
import { I18nProvider } from '@lingui/react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it, vi } from 'vitest';
import { i18n } from '~/lib/i18n';
import type { BubbleActions } from './actions';
import { submittedText } from './bubbles/form-answers';
import { cardsReady } from './cards-door';
import { MessageBubble } from './message-bubble';
import { submitted } from './samples/submitted';

/** What is fetched when it is first needed is there before the clock runs. */
beforeAll(() => Promise.all([cardsReady, import('./lightbox')]));

function draw(actions: BubbleActions = {}, perspective: 'business' | 'customer' = 'business') {
  return render(
    <I18nProvider i18n={i18n}>
      <MessageBubble message={submitted()} actions={actions} perspective={perspective} />
    </I18nProvider>,
  );
}

it('shows answers under the labels of the form, as text and never as markup', () => {
  const { container } = draw();
  expect(screen.getByText('Damage report')).toBeTruthy();
  const answerTo = (label: string) => screen.getByText(label).closest('dt')?.nextElementSibling?.textContent;
  expect(answerTo('What is broken?')).toBe('The glass of the lamp\nand its foot');
  expect(answerTo('Would you like a call?')).toBe('Yes');
  expect(answerTo('Days that suit you')).toBe('Monday, Friday');
  expect(answerTo('Period')).toBe('2026-12-01 – 2026-12-04');
  expect(answerTo('Order number')).toBe('<b>4471</b>');
  expect(answerTo('Colour')).toBe('–');
  expect(container.querySelector('dd b')).toBeNull();
});

it('opens its photos, offers its documents, and says what became of a file that is gone', async () => {
  HTMLDialogElement.prototype.showModal = vi.fn();
  draw();
  const photos = await screen.findByRole('list', { name: 'Photos' });
  expect(within(photos).getAllByRole('button')).toHaveLength(2);
  const link = screen.getByRole('link', { name: 'Download bill.pdf' });
  expect(link.getAttribute('download')).toBe('bill.pdf');
  expect(screen.getByText(/Expired on WhatsApp/)).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Download old.pdf' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Open photo: foot.jpg' }));
  expect(await screen.findByText(/2 \/ 2/)).toBeTruthy();
});

it('leads to the submission where that is allowed', async () => {
  const onOpenSubmission = vi.fn();
  draw({ onOpenSubmission });
  await userEvent.click(screen.getByRole('button', { name: 'Open submission' }));
  expect(onOpenSubmission).toHaveBeenCalledWith('wfl_1', 'sub_1');
});

it('shows the customer what they sent, without a way into the console', () => {
  draw({ onOpenSubmission: vi.fn() }, 'customer');
  expect(screen.queryByText('Damage report')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Open submission' })).toBeNull();
});

it('writes out values of any shape', () => {
  const words = { yes: 'Yes', no: 'No' };
  expect(submittedText([], words)).toBe('–');
  expect(submittedText(0, words)).toBe('0');
  expect(submittedText([true, { a: 'x', b: false }], words)).toBe('Yes, x – No');
});
