// Composing a kind: the server's word shows at its field, drafts survive closing, and what was composed is what is sent.
import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { messagesOf } from '~/api/message-pages';
import { messages } from '~/api/messages';
import { queryClient } from '~/api/query-client';
import type { Conversation } from '~/api/schema';
import { workspace } from '~test/builders';
import { type Stage, show, stage } from '~test/render';
import Composer, { type ComposerHandle } from '../composer';
import { forms } from './forms';
import { composeKinds, kinds } from './kinds';

let scene: Stage;
let open: Conversation;
beforeEach(() => {
  scene = stage();
  const first = scene.world.conversations[0];
  if (!first) throw new Error('the world is empty');
  open = first;
  queryClient.setQueryData(messages.thread(workspace.id, open.id).queryKey, {
    pages: [{ data: [], page: { older_cursor: null, newer_cursor: null } }],
    pageParams: [{ at: 'end' }],
  });
});
afterEach(() => scene.network.close());

const thread = () => messagesOf(queryClient.getQueryData(messages.thread(workspace.id, open.id).queryKey));

/** Parts are fetched when first needed. */
const slow = { timeout: 15_000 };

async function compose(kind: string) {
  const view = show(
    <Composer
      ref={createRef<ComposerHandle>()}
      conversation={open}
      replyTo={null}
      onReplyDone={() => {}}
      onSent={() => {}}
    />,
  );
  await view.user.click(await screen.findByRole('button', { name: 'Insert', expanded: false }, slow));
  await view.user.click(await screen.findByRole('menuitem', { name: kind }, slow));
  return { ...view, dialog: within(await screen.findByRole('dialog', { name: kind }, slow)) };
}

it('sends what was composed', async () => {
  const { user, dialog } = await compose('Reply buttons');
  await user.type(dialog.getByRole('textbox', { name: /^Text/ }), 'Change the address?');
  await user.type(dialog.getByRole('textbox', { name: /^Button 1/ }), 'Yes');
  await user.click(dialog.getByRole('button', { name: 'Add a button' }));
  await user.type(dialog.getByRole('textbox', { name: /^Button 2/ }), 'No');
  const preview = within(dialog.getByRole('region', { name: 'Preview' }));
  expect(preview.getByRole('button', { name: 'Yes' })).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(thread()).toHaveLength(1));
  expect(thread()[0]).toMatchObject({
    kind: 'interactive',
    content: { type: 'button', body: { text: 'Change the address?' } },
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('shows what the server refuses at its field, and sends nothing', async () => {
  const refusal = {
    code: 'send.limit',
    detail: '21 characters; at most 20 are allowed, 1 too many',
    remedy: 'Change the field and send again.',
    pointer: '/interactive/action/buttons/0/reply/title',
  };
  scene.network.use(http.post('*/preflight', () => HttpResponse.json({ allowed: false, refusals: [refusal] })));
  const { user, dialog } = await compose('Reply buttons');
  const label = dialog.getByRole('textbox', { name: /^Button 1/ });
  await user.type(label, 'A label that is longer');
  await user.click(dialog.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(label.getAttribute('aria-invalid')).toBe('true'));
  expect(document.activeElement).toBe(label);
  expect(dialog.getByRole('alert').textContent).toContain('1 thing to fix');
  expect(thread()).toHaveLength(0);
});

it('keeps a half-written message until it is sent or started over', async () => {
  const first = await compose('Location request');
  await first.user.type(first.dialog.getByRole('textbox', { name: /^Text/ }), 'Where are you?');
  await first.user.keyboard('{Escape}');
  first.unmount();
  const again = await compose('Location request');
  expect(again.dialog.getByRole('textbox', { name: /^Text/ })).toHaveProperty('value', 'Where are you?');
  await again.user.click(again.dialog.getByRole('button', { name: 'Start over' }));
  expect(again.dialog.getByRole('textbox', { name: /^Text/ })).toHaveProperty('value', '');
});

it('moves and removes parts, and numbers cards anew', async () => {
  const { user, dialog } = await compose('Carousel');
  await user.click(dialog.getByRole('button', { name: 'Add a card' }));
  await user.type(
    within(dialog.getByRole('listitem', { name: 'Card 3' })).getByRole('textbox', { name: /^Button/ }),
    'Third',
  );
  await user.click(dialog.getByRole('button', { name: 'Move Card 3 up' }));
  await user.click(dialog.getByRole('button', { name: 'Remove Card 1' }));
  const kept = within(dialog.getByRole('listitem', { name: 'Card 1' })).getByRole('textbox', { name: /^Button/ });
  expect(kept).toHaveProperty('value', 'Third');
  await user.click(dialog.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(thread()).toHaveLength(1));
  expect(thread()[0]).toMatchObject({ content: { action: { cards: [{ card_index: 0 }, { card_index: 1 }] } } });
});

it.each(composeKinds)('has a form and an empty message for %s', (kind) => {
  expect(forms[kind]).toBeDefined();
  const empty = kinds[kind].empty();
  expect(empty[empty.type]).toBeDefined();
});
