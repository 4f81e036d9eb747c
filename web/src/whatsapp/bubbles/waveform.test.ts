// The bars of a voice note.
import { expect, it } from 'vitest';
import { barsOf } from './waveform';

it('shows what is loud against what is quiet', () => {
  const samples = [...Array(100).fill(0.1), ...Array(100).fill(-0.4), ...Array(100).fill(0), ...Array(100).fill(0.2)];
  expect(barsOf(samples, 4).map((bar) => Number(bar.toFixed(2)))).toEqual([0.25, 1, 0, 0.5]);
});

it('keeps silence flat instead of blowing it up', () => {
  expect(barsOf(Array(400).fill(0.001), 4)).toEqual([0, 0, 0, 0]);
  expect(barsOf([], 4)).toEqual([0, 0, 0, 0]);
});
