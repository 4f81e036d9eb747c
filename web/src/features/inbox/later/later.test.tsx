// Messages for later and messages taken back: what waits is seen and changed, and undone words come back to the composer.
import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { createRef, useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Conversation, Message, ScheduledMessage } from '~/api/schema';
import ScheduledFailures from '~/layouts/scheduled-failures';
import { tellScheduledFailure } from '~/realtime/scheduled-failures';
import { user as me, message } from '~test/builders';
import { type Stage, show, stage } from '~test/render';
import Composer, { type ComposerHandle } from '../composer';
import { UndoLine } from './undo-line';

let scene: Stage;
let open: Conversation;
beforeEach(() => {
  scene = stage();
  const first = scene.world.conversations[0];
  if (!first) throw new Error('the world is empty');
  open = { ...first, window: { open: true, expires_at: inHours(20), free_entry_until: null } };
});
afterEach(() => scene.network.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const composer = () => (
  <Composer
    ref={createRef<ComposerHandle>()}
    conversation={open}
    replyTo={null}
    onReplyDone={() => {}}
    onSent={() => {}}
  />
);
const waiting = (over = {}) => ({
  id: 'msg_waiting',
  conversation_id: open.id,
  contact_id: open.contact.id,
  contact_name: open.contact.display_name,
  author_id: 'usr_1',
  author_name: 'Ben',
  kind: 'text',
  content: { body: 'See you at nine' },
  preview: 'See you at nine',
  media_id: null,
  send_at: inHours(2),
  state: 'scheduled',
  error: null,
  version: 3,
  created_at: inHours(-1),
  updated_at: inHours(-1),
  ...over,
});

it('sends later: the request says when, and the box is free again', async () => {
  const asked: unknown[] = [];
  scene.network.use(
    http.post('*/conversations/:conversation/messages', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(waiting(), { status: 202 });
    }),
  );
  const { user } = show(composer());
  const box = await screen.findByRole('textbox', { name: 'Reply' });
  await user.type(box, 'later, please');
  await user.click(await screen.findByRole('button', { name: 'Send later' }));
  await user.click(await screen.findByRole('menuitem', { name: /In an hour/ }));
  await waitFor(() => expect(asked).toMatchObject([{ content: { type: 'text', text: { body: 'later, please' } } }]));
  const [body] = asked;
  const at = Date.parse(String(Reflect.get(Object(body), 'send_at')));
  expect(at).toBeGreaterThan(Date.now() + 50 * 60_000);
  expect(box).toHaveProperty('value', '');
});

it('shows what waits, and takes it off', async () => {
  let cancelled = false;
  scene.network.use(
    http.get('*/conversations/:conversation/scheduled-messages', () =>
      HttpResponse.json({ data: cancelled ? [] : [waiting()], page: { next_cursor: null } }),
    ),
    http.delete('*/scheduled-messages/msg_waiting', () => {
      cancelled = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = show(composer());
  const list = await screen.findByRole('list', { name: 'Scheduled messages' });
  expect(within(list).getByText('See you at nine')).toBeTruthy();
  await user.click(within(list).getByRole('button', { name: 'Scheduled message: more' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Do not send' }));
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Scheduled messages' })).toBeNull());
});

it('tells the writer, and nobody else, why a message for later was not sent', async () => {
  show(
    <>
      <ScheduledFailures />
      <p>ready</p>
    </>,
  );
  await screen.findByText('ready');
  const error = { code: 'send.window_closed', title: 'Window closed', detail: 'The window is closed.', who: 'agent' };
  const failed = (over: object) => waiting({ state: 'failed', error, ...over }) as ScheduledMessage;
  act(() => tellScheduledFailure(failed({ id: 'msg_other', author_id: 'usr_other', contact_name: 'Theirs' })));
  act(() => tellScheduledFailure(failed({ id: 'msg_mine', author_id: me.id, contact_name: 'Mine' })));
  const [told] = await screen.findAllByText('Your scheduled message to Mine was not sent');
  expect(told).toBeTruthy();
  expect(screen.getAllByText('The window is closed.').length).toBeGreaterThan(0);
  expect(screen.getByText('Open conversation')).toBeTruthy();
  expect(screen.queryByText(/Theirs/)).toBeNull();
});

it('brings the words of an undone message back to the composer, though its line is gone by then', async () => {
  let gone = () => {};
  const Held = ({ held }: { held: Message }) => {
    const [here, setHere] = useState(true);
    gone = () => setHere(false);
    return here ? <UndoLine message={held} /> : null;
  };
  scene.network.use(
    http.post('*/messages/:message/undo', () => {
      // The event comes before the answer.
      act(gone);
      return HttpResponse.json({
        conversation_id: open.id,
        content: { type: 'text', text: { body: 'too fast' } },
        media_id: null,
      });
    }),
  );
  const held = message({
    conversation_id: open.id,
    direction: 'outbound',
    status: 'queued',
    // Long enough for a busy machine.
    undo_until: new Date(Date.now() + 300_000).toISOString(),
  });
  const { user } = show(
    <>
      <Held held={held} />
      {composer()}
    </>,
  );
  const box = await screen.findByRole('textbox', { name: 'Reply' });
  expect(screen.getByRole('timer').textContent).toMatch(/Leaves in (2\d\d|300) s/);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(box).toHaveProperty('value', 'too fast'));
});
