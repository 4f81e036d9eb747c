// The examples of every starter lead from its first screen to a success.
import { expect, test } from 'vitest';
import { fields } from '~/whatsapp/read';
import { entryOf } from '~/whatsapp/wa-flow-renderer/phone';
import { starterText } from '~test/mock/wa-flow-starters';
import { exampleAnswer, examplesOf } from './examples';

const appointment = fields(JSON.parse(starterText('appointment')));
const ask = (action: 'INIT' | 'data_exchange' | 'BACK', screen = '', data = {}) => {
  const reply = exampleAnswer(appointment, 'DAY', { action, screen, data });
  return reply.kind === 'answer' ? fields(reply.answer).screen : reply;
};

test('a choice asks for its own screen, the button for the next, the last for a success', () => {
  expect(entryOf(appointment)).toBe('DAY');
  expect(ask('INIT')).toBe('DAY');
  expect(ask('data_exchange', 'DAY', { step: 'day', day: '2026-12-01' })).toBe('DAY');
  expect(ask('data_exchange', 'DAY', { step: 'time', day: '2026-12-01', time: '09:00' })).toBe('DETAILS');
  expect(ask('BACK', 'DETAILS')).toBe('DAY');
  expect(examplesOf(appointment, 'DETAILS')).toMatchObject({ time: '09:00' });
});
