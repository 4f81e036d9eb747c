// Times as people read them, around the edges of days and periods.
import { describe, expect, it } from 'vitest';
import { ago, day, dayLabel, dayOfYear, listTime, timeLeft, upcoming, weekday } from './dates';

const now = new Date(2026, 10, 22, 0, 30).getTime();
const minutes = (count: number) => count * 60_000;

describe('listTime', () => {
  it('is the clock today, and a word for the evening before', () => {
    expect(listTime(now - minutes(10), now)).toMatch(/12:20/);
    expect(listTime(now - minutes(45), now)).toBe('Yesterday');
    expect(listTime(now - minutes(3 * 1440), now)).toBe('Thu');
    expect(listTime(new Date(2025, 10, 22).getTime(), now)).toMatch(/2025/);
  });
});

it('heads days by their name', () => {
  expect(dayLabel(now, now)).toBe('Today');
  expect(dayLabel(now - minutes(60), now)).toBe('Yesterday');
  expect(dayLabel(now - minutes(4 * 1440), now)).toBe('Wednesday');
});

it('says how long ago below a day', () => {
  expect(ago(now - 5_000, now)).toBe('Now');
  expect(ago(now - minutes(4), now)).toBe('4 min. ago');
  expect(ago(now - minutes(125), now)).toBe('2 hr. ago');
});

it('says what is left, and never less than nothing', () => {
  expect(timeLeft(minutes(21 * 60 + 4))).toBe('21h 04m');
  expect(timeLeft(minutes(43))).toBe('43m');
  expect(timeLeft(minutes(24 * 60))).toBe('24h 00m');
  expect(timeLeft(minutes(50 * 60))).toBe('2d 2h');
  expect(timeLeft(-5)).toBe('0s');
});

it('names a moment to come by as much as is needed', () => {
  expect(upcoming(now + minutes(60), now)).toMatch(/^0?1:30/);
  expect(upcoming(now + minutes(1440), now)).toMatch(/^Mon/);
});

it('shows a day of the calendar the same in every time zone, and leaves alone what is none', () => {
  expect(day('1990-02-05')).toBe('Feb 5, 1990');
  for (const none of ['1990-13-45', 'soon', '']) expect(day(none)).toBe(none);
});

it('names days of the calendar and of the week wherever the reader is', () => {
  expect(dayOfYear('2026-11-22')).toMatch(/^(Nov 22|22 Nov)$/);
  expect([weekday(0, 'long'), weekday(6, 'short')]).toEqual(['Monday', 'Sun']);
});
