// Events are grouped by what they are about; what is chosen keeps the server's order and loses nothing.
import { expect, it } from 'vitest';
import { chosenEvents, eventGroups } from './webhook-events';

const types = ['message.created', 'contact.created', 'message.updated'].map((event) => ({
  event,
  when: `When ${event}.`,
  data: 'MessageView',
}));

it('puts events about the same thing together', () => {
  expect(eventGroups(types).map(({ noun, events }) => [noun, events.map(({ verb }) => verb)])).toEqual([
    ['message', ['created', 'updated']],
    ['contact', ['created']],
  ]);
});

it('keeps what the server no longer lists, and drops the word for everything', () => {
  expect(chosenEvents(types, new Set(['old.event', 'message.updated', '*', 'message.created']))).toEqual([
    'message.created',
    'message.updated',
    'old.event',
  ]);
});
