// Writing: drafts survive, Enter sends once, failures keep the words, and WhatsApp's rules show before they bite.
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
import Composer, { type ComposerHandle } from './composer';

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
const composer = (conversation: Conversation) => (
  <Composer
    ref={createRef<ComposerHandle>()}
    conversation={conversation}
    replyTo={null}
    onReplyDone={() => {}}
    onSent={() => {}}
  />
);
const sendPath = '*/api/v1/workspaces/:workspace/conversations/:conversation/messages';

it('sends with Enter, shows the bubble at once and clears the box', async () => {
  const { user } = show(composer(open));
  const box = await screen.findByRole('textbox', { name: 'Reply' });
  await user.type(box, 'hola{Shift>}{Enter}{/Shift}Ana{Enter}');
  expect(box).toHaveProperty('value', '');
  expect(thread()).toMatchObject([{ preview: 'hola\nAna', direction: 'outbound' }]);
  await waitFor(() => expect(thread()[0]?.status).toBe('sent'));
  expect(thread()).toHaveLength(1);
});

it('does not send while an input method composes', async () => {
  show(composer(open));
  const box = await screen.findByRole('textbox', { name: 'Reply' });
  box.focus();
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  expect(thread()).toHaveLength(0);
});

it('keeps the draft of each conversation and tab', async () => {
  const first = show(composer(open));
  await first.user.type(await screen.findByRole('textbox', { name: 'Reply' }), 'half a thought');
  await first.user.click(screen.getByRole('tab', { name: 'Internal note' }));
  await first.user.type(screen.getByRole('textbox', { name: 'Internal note' }), 'for us');
  first.unmount();
  const again = show(composer(open));
  expect(await screen.findByRole('textbox', { name: 'Reply' })).toHaveProperty('value', 'half a thought');
  await again.user.click(screen.getByRole('tab', { name: 'Internal note' }));
  expect(screen.getByRole('textbox', { name: 'Internal note' })).toHaveProperty('value', 'for us');
});

it('keeps the words of a refused send, with the reason', async () => {
  scene.network.use(
    http.post(sendPath, () =>
      HttpResponse.json(
        { code: 'send.window_closed', detail: 'The window closed.', remedy: 'Send a template.', status: 409 },
        { status: 409, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  );
  const { user } = show(composer(open));
  await user.type(await screen.findByRole('textbox', { name: 'Reply' }), 'too late{Enter}');
  await waitFor(() => expect(thread()[0]?.status).toBe('failed'));
  expect(thread()[0]).toMatchObject({
    preview: 'too late',
    error: { detail: 'The window closed.', remedy: 'Send a template.', retryable: false },
  });
});

it('adds a note without telling the contact', async () => {
  const { user } = show(composer(open));
  await user.click(await screen.findByRole('tab', { name: 'Internal note' }));
  await user.type(screen.getByRole('textbox', { name: 'Internal note' }), 'call back{Enter}');
  await waitFor(() => expect(scene.world.notes.get(open.id)?.[0]?.body).toBe('call back'));
  expect(thread()).toHaveLength(0);
});

it('offers a template instead of the box when the window is closed', async () => {
  const { user } = show(composer({ ...open, window: { ...open.window, open: false } }));
  expect(await screen.findByText(/Only templates can be sent/)).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Reply' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Choose template' }));
  const dialog = await screen.findByRole('dialog', { name: 'Send a template' });
  await user.click(await within(dialog).findByRole('button', { name: /order_shipped/ }));
  await user.click(await within(dialog).findByRole('button', { name: 'Send template' }));
  expect(within(dialog).getAllByText('Fill this in.')).toHaveLength(3);
  await user.type(within(dialog).getByLabelText('Variable 1'), 'Elif');
  await user.type(within(dialog).getByLabelText('Variable 2'), '#48213');
  await user.type(within(dialog).getByLabelText(/End of the link/), '48213');
  await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
  await waitFor(() => expect(thread()).toMatchObject([{ kind: 'template' }]));
});

it('tells an analyst why they cannot write', async () => {
  show(composer(open), { role: 'ANALYST', permissions: ['conversations:read', 'notes:read'] });
  expect(await screen.findByText(/Analysts can read, not change/)).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});
