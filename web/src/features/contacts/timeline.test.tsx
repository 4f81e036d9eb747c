// The history of a contact begins when they were first known, also when no member made them.
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { contact } from '~test/builders';
import { inWorkspace, renderPage } from '~test/page';
import { Timeline } from './timeline';

const ana = contact({ created_at: '2026-11-20T09:00:00.000Z' });
const row = (action: string) => ({ id: `aud_${action}`, action, actor_name: 'Olivia', at: '2026-11-21T09:00:00.000Z' });

async function history(actions: string[], next_cursor: string | null = null) {
  renderPage(<Timeline contact={ana} />, {
    [`GET ${inWorkspace}/contacts/${ana.id}/timeline`]: { data: actions.map(row), page: { next_cursor } },
  });
  const rows = within(await screen.findByRole('list', { name: 'History' })).queryAllByRole('listitem');
  return rows.map(({ textContent }) => /^(.*?) ?(?:Olivia|Nov)/.exec(textContent ?? '')?.[1]);
}

it('begins with when somebody was first known whom nobody made', async () => {
  expect(await history(['contact.tagged'])).toEqual(['Tagged a contact', 'First known here']);
});

it('begins with who made them', async () => {
  expect(await history(['contact.tagged', 'contact.created'])).toEqual(['Tagged a contact', 'Created a contact']);
});

it('does not begin before its older pages are there', async () => {
  expect(await history(['contact.tagged'], 'more')).toEqual(['Tagged a contact']);
});
