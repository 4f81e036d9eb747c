// The usual times to send at: what is still to come, within the window.
import { describe, expect, it } from 'vitest';
import { asField, sendTimes, whyNotAt } from './send-times';

const now = new Date(2026, 10, 23, 15, 20, 10);

describe('times to send at', () => {
  it('offers what is still to come', () => {
    expect(sendTimes(now, null).map(({ id }) => id)).toEqual(['hour', 'evening', 'tomorrow', 'noon']);
    const night = new Date(2026, 10, 23, 21, 0);
    expect(sendTimes(night, null).map(({ id }) => id)).toEqual(['hour', 'tomorrow', 'noon']);
  });

  it('leaves out what the window would refuse', () => {
    const closes = new Date(2026, 10, 24, 9, 0, 30);
    expect(sendTimes(now, closes).map(({ id }) => id)).toEqual(['hour', 'evening']);
    expect(whyNotAt(new Date(2026, 10, 24, 9, 0), now, closes)).toBe('closed');
    expect(whyNotAt(new Date(2026, 10, 24, 8, 59), now, closes)).toBeNull();
    expect(whyNotAt(now, now, null)).toBe('past');
    expect(whyNotAt(new Date('nonsense'), now, null)).toBe('past');
    expect(whyNotAt(new Date(2028, 0, 1), now, null)).toBe('far');
  });

  it('fills a date-and-time field in local time', () => {
    expect(asField(now)).toBe('2026-11-23T15:20');
  });
});
