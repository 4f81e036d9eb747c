// What the server has not taken is kept, sent once when it can be, and never lost without its writer saying so.
import { waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { load, save } from '~/lib/storage';
import { message, NOW, user, workspace } from '~test/builders';
import { type Stage, stage } from '~test/render';
import type { Outgoing } from './messages';
import { deliver, discard, send, sendAgain, type Tray, unsent, watchTray } from './unsent';

const path = '*/api/v1/workspaces/:workspace/conversations/:conversation/messages';
let scene: Stage;
let tray: Tray;
let asked: string[];
let trays = 0;

beforeEach(() => {
  scene = stage();
  // A tray of its own for each test: what one waits for does not reach the next.
  trays += 1;
  tray = { workspace: workspace.id, user: `${user.id}${trays}` };
  asked = [];
});
afterEach(() => scene.network.close());

function outgoing(id: string, body: string, at: string = new Date().toISOString()): Outgoing {
  const conversation = scene.world.conversations[0]?.id ?? '';
  const draft = message({ id, conversation_id: conversation, direction: 'outbound', status: 'queued', preview: body });
  return { id, conversation, content: { type: 'text', text: { body } }, draft: { ...draft, created_at: at } };
}

/** Every send is answered by this. */
function answer(how: (id: string) => Response | Promise<Response>) {
  scene.network.use(
    http.post(path, async ({ request }) => {
      const sent: unknown = await request.clone().json();
      const id = typeof sent === 'object' && sent !== null && 'id' in sent ? String(sent.id) : '';
      asked.push(id);
      return how(id);
    }),
  );
}
const taken = (id: string) =>
  HttpResponse.json(message({ id, direction: 'outbound', status: 'sent' }), { status: 201 });
const ids = () => unsent(tray).map(({ id }) => id);

it('keeps what nobody took, and sends it in order under the same ids', async () => {
  answer(() => HttpResponse.error());
  send(tray, outgoing('msg_a', 'one'));
  send(tray, outgoing('msg_b', 'two'));
  await waitFor(() => expect(asked).toContain('msg_b'));
  expect(ids()).toEqual(['msg_a', 'msg_b']);
  expect(load(`unsent.${tray.workspace}.${tray.user}`)).toMatchObject([{ id: 'msg_a' }, { id: 'msg_b' }]);

  asked = [];
  answer(taken);
  await waitFor(() => {
    deliver(tray);
    expect(ids()).toEqual([]);
  });
  expect(asked).toEqual(['msg_a', 'msg_b']);
  expect(load(`unsent.${tray.workspace}.${tray.user}`)).toBeNull();
});

it('sends what an earlier page left behind', async () => {
  save(`unsent.${tray.workspace}.${tray.user}`, [outgoing('msg_c', 'from before the reload'), 'not a message']);
  answer(taken);
  const stop = watchTray(tray);
  await waitFor(() => expect(ids()).toEqual([]));
  expect(asked).toEqual(['msg_c']);
  stop();
});

it('does not send after a day unless its writer says so', async () => {
  save(`unsent.${tray.workspace}.${tray.user}`, [
    outgoing('msg_d', 'yesterday', new Date(NOW - 90_000_000).toISOString()),
  ]);
  answer(taken);
  deliver(tray);
  expect(ids()).toEqual(['msg_d']);
  expect(sendAgain(tray, 'msg_d')).toBe(true);
  await waitFor(() => expect(ids()).toEqual([]));
  expect(asked).toEqual(['msg_d']);
});

it('keeps the words and the reason of a refusal, and does not repeat it by itself', async () => {
  answer(() =>
    HttpResponse.json(
      { code: 'send.window_closed', detail: 'The window closed.', status: 422 },
      { status: 422, headers: { 'content-type': 'application/problem+json' } },
    ),
  );
  send(tray, outgoing('msg_e', 'too late'));
  await waitFor(() =>
    expect(unsent(tray)[0]?.draft).toMatchObject({ status: 'failed', error: { detail: 'The window closed.' } }),
  );
  deliver(tray);
  expect(asked).toEqual(['msg_e']);
  discard(tray, 'msg_e');
  expect(ids()).toEqual([]);
});
