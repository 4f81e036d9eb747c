// The holder of a conversation, as every server says it.
import { expect, it } from 'vitest';
import { penOf } from './pen';

it('reads a holder that is a word, as older servers say it', () => {
  expect(penOf({ holder: 'bot' })).toEqual({ kind: 'bot', since: null, run: null });
  expect(penOf({ holder: 'human' }).kind).toBe('human');
});

it('reads a holder with its run', () => {
  const run = { id: 'run_1', flow: { id: 'flw_1', name: 'Welcome' }, step: 4 };
  expect(penOf({ holder: 'bot', holding: { since: '2026-11-23T10:00:00.000Z', run } })).toEqual({
    kind: 'bot',
    since: '2026-11-23T10:00:00.000Z',
    run,
  });
});

it('reads both in one, too', () => {
  expect(penOf({ holder: { kind: 'human', run: { id: 'run_1', flow: { id: 'flw_1', name: 'Welcome' } } } })).toEqual({
    kind: 'human',
    since: null,
    run: { id: 'run_1', flow: { id: 'flw_1', name: 'Welcome' }, step: null },
  });
});

it('takes nothing, and what it does not know, for nobody', () => {
  expect(penOf({}).kind).toBe('none');
  expect(penOf({ holder: null }).kind).toBe('none');
  expect(penOf({ holder: { kind: 'robot_army', run: { id: 7 } } })).toEqual({ kind: 'none', since: null, run: null });
});
