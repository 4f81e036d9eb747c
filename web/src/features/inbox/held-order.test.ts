// The list stands still under the pointer, and says what waits.
import { describe, expect, it } from 'vitest';
import { holdOrder } from './held-order';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const shown = (...args: Parameters<typeof holdOrder>) => holdOrder(...args).rows.map((row) => row.id);

describe('holdOrder', () => {
  it('keeps the order and counts a row that moved up', () => {
    expect(shown(['a', 'b', 'c'], rows('c', 'a', 'b'))).toEqual(['a', 'b', 'c']);
    expect(holdOrder(['a', 'b', 'c'], rows('c', 'a', 'b')).waiting).toBe(1);
  });

  it('lets a new row wait', () => {
    const held = holdOrder(['a', 'b'], rows('x', 'a', 'b'));
    expect(held.rows.map((row) => row.id)).toEqual(['a', 'b']);
    expect(held.waiting).toBe(1);
  });

  it('lets a row that left the view go', () => {
    expect(holdOrder(['a', 'b', 'c'], rows('a', 'c'))).toEqual({ rows: rows('a', 'c'), waiting: 0 });
  });

  it('shows the next page as it comes', () => {
    expect(holdOrder(['a', 'b'], rows('a', 'b', 'c', 'd'))).toEqual({ rows: rows('a', 'b', 'c', 'd'), waiting: 0 });
  });

  it('says nothing when nothing changed', () => {
    expect(holdOrder(['a', 'b'], rows('a', 'b')).waiting).toBe(0);
  });
});
