// What was tried becomes a test that expects what happened.
import { expect, it } from 'vitest';
import type { TryAnswer, TryLine } from '~/api/flows';
import { answersByEvent, asTest } from './as-test';

const T = Date.parse('2026-11-23T09:00:00.000Z');
const line = (from: TryLine['from'], text: string, after = 0): TryLine => ({
  at: new Date(T + after * 1000).toISOString(),
  from,
  kind: 'text',
  text,
});
const events = [{ say: 'hi' }, { wait: '1h' }, { say: 'Lugo' }];
const transcript = [
  line('contact', 'hi'),
  line('flow', 'Where do you live?'),
  line('flow', 'Still there?', 1800),
  line('contact', 'Lugo', 3600),
  line('system', 'handed over', 3600),
  line('flow', 'Thanks', 3600),
];

it('tells what was said after a message from what was said while time passed', () => {
  expect(answersByEvent(events, transcript)).toEqual([['Where do you live?'], ['Still there?'], ['Thanks']]);
});

it('tells two waits in a row apart', () => {
  const twice = [{ say: 'hi' }, { wait: 600 }, { wait: '1d' }];
  expect(answersByEvent(twice, transcript.slice(0, 3))).toEqual([['Where do you live?'], [], ['Still there?']]);
});

it('counts what a trigger that is no message said to the first event', () => {
  expect(answersByEvent([{ wait: '1h' }], [line('flow', 'Good morning')])).toEqual([['Good morning']]);
});

it('expects the word with which a run ended', () => {
  const said = [line('contact', 'bye'), { ...line('system', 'answered'), kind: 'ended' }];
  const answer: TryAnswer = { status: 'ended', transcript: said, steps: [], vars: {}, waiting: null, asking: null };
  expect(asTest('the end', { given: {}, mocks: {}, events: [{ say: 'bye' }], answer }).steps).toEqual([
    { say: 'bye' },
    { expect: { messages: [], ended: 'answered' } },
  ]);
});

it('makes a test that expects what happened', () => {
  const answer: TryAnswer = {
    status: 'waiting',
    transcript,
    steps: [],
    vars: {},
    waiting: { node: 'ask_name', on: ['reply'], wake_at: null },
    asking: null,
  };
  expect(asTest('a move', { given: {}, mocks: {}, events, answer })).toEqual({
    name: 'a move',
    steps: [
      { say: 'hi' },
      { expect: { messages: ['Where do you live?'] } },
      { wait: '1h' },
      { expect: { messages: ['Still there?'] } },
      { say: 'Lugo' },
      { expect: { messages: ['Thanks'], at: 'ask_name' } },
    ],
  });
});
