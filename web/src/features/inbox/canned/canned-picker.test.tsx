// `/` in the composer: arrows pick, Enter inserts with variables filled, Escape leaves the text alone, and holes are not sent.
import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { createRef } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CannedReply } from '~/api/canned-replies';
import { type Stage, show, stage } from '~test/render';
import Composer, { type ComposerHandle } from '../composer';

const reply = (shortcut: string, body: string): CannedReply => ({
  id: `cnr_${shortcut}`,
  shared: true,
  shortcut,
  title: `About ${shortcut}`,
  body,
  created_at: '2026-11-22T18:30:00.000Z',
  updated_at: '2026-11-22T18:30:00.000Z',
});

let scene: Stage;
beforeEach(() => {
  scene = stage();
  scene.network.use(
    http.get('*/canned-replies', () =>
      HttpResponse.json({
        data: [
          reply('bye', 'Bye {{contact.first_name|friend}}'),
          reply('hello', 'Hi {{contact.first_name|friend}}, {{agent.first_name}} here'),
          reply('hole', 'Write to {{contact.email}}'),
        ],
        page: { next_cursor: null },
      }),
    ),
  );
});
afterEach(() => scene.network.close());

async function composer() {
  const open = scene.world.conversations[0];
  if (!open) throw new Error('the world is empty');
  const one = { ...open, contact: { ...open.contact, display_name: 'Elif Nair' } };
  const page = show(
    <Composer
      ref={createRef<ComposerHandle>()}
      conversation={one}
      replyTo={null}
      onReplyDone={() => {}}
      onSent={() => {}}
    />,
  );
  return { ...page, box: await screen.findByRole('textbox', { name: 'Reply' }) };
}

it('inserts what the arrows picked, filled in, where it was called', async () => {
  const { user, box } = await composer();
  await user.type(box, 'Well, /');
  expect(await screen.findAllByRole('option')).toHaveLength(3);
  await user.keyboard('{ArrowDown}');
  const picked = screen.getByRole('option', { selected: true });
  expect(picked.textContent).toContain('/hello');
  expect(box.getAttribute('aria-activedescendant')).toBe(picked.id);
  expect(screen.getByRole('region', { name: 'Preview' }).textContent).toBe('Hi Elif, Priya here');
  await user.keyboard('{Enter}');
  expect(box).toHaveProperty('value', 'Well, Hi Elif, Priya here');
  expect(screen.queryByRole('listbox', { name: 'Canned replies' })).toBeNull();
  expect(box.getAttribute('aria-activedescendant')).toBeNull();
});

it('narrows while typing, and leaves the text alone on Escape', async () => {
  const { user, box } = await composer();
  await user.type(box, '/by');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('option')).toBeNull();
  expect(box).toHaveProperty('value', '/by');
  expect(document.activeElement).toBe(box);
});

it('does not send what could not be filled in', async () => {
  const { user, box } = await composer();
  await user.type(box, '/hole');
  await screen.findByRole('option');
  await user.keyboard('{Enter}{Enter}');
  expect(box).toHaveProperty('value', 'Write to {{contact.email}}');
  expect(screen.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled')).toBe('true');
});
