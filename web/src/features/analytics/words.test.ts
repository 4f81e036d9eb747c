// How figures are said.
import { expect, it } from 'vitest';
import { lastDays, parseAnalyticsSearch } from './search';
import { axisTop, change, span } from './words';

it('says spans of time as people do', () => {
  expect([null, 40, 720, 12_000, 7200, 187_200, 172_800].map(span)).toEqual([
    '–',
    '40 s',
    '12 min',
    '3 h 20 min',
    '2 h',
    '2 d 4 h',
    '2 d',
  ]);
});

it('compares only with what there was', () => {
  expect([change(12, 10), change(5, 10), change(1, 0), change(null, 3), change(3, null)]).toEqual([
    20,
    -50,
    null,
    null,
    null,
  ]);
});

it('ends the axis on a round number', () => {
  expect([0, 3, 7, 11, 45, 99, 101].map(axisTop)).toEqual([4, 4, 10, 20, 50, 100, 200]);
});

it('counts days in the time zone of the workspace', () => {
  const now = Date.parse('2026-11-23T20:00:00Z');
  expect(lastDays(7, 'Asia/Kolkata', now)).toEqual({ from: '2026-11-18', to: '2026-11-24' });
  expect(lastDays(1, 'America/Lima', now)).toEqual({ from: '2026-11-23', to: '2026-11-23' });
});

it('takes only days that are in order', () => {
  expect(parseAnalyticsSearch({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: '2026-11-01',
    to: '2026-11-30',
  });
  expect(parseAnalyticsSearch({ from: '2026-12-01', to: '2026-11-30' })).toEqual({});
  expect(parseAnalyticsSearch({ from: 'x', to: 3 })).toEqual({});
});
