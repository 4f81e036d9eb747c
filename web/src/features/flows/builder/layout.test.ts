// Tidied graphs: no overlap, lines to the right, straight where there is one way, and fast enough to stay in the page.
import { describe, expect, it } from 'vitest';
import { type LayoutInput, tidy } from './layout';

const node = (id: string, height = 80, start = false) => ({ id, x: 40, y: 200, width: 240, height, start });
const line = (from: string, to: string, y = 22, failure = false) => ({ from, to, y, failure });

function layout(input: LayoutInput) {
  const places = new Map(tidy(input));
  const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
  return { places, at };
}

function overlaps({ nodes }: LayoutInput, places: ReturnType<typeof layout>['places']): boolean {
  const boxes = nodes.map(({ id, width, height }) => ({ ...(places.get(id) ?? { x: 0, y: 0 }), width, height }));
  return boxes.some((a, i) =>
    boxes.some(
      (b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  );
}

describe('tidy up', () => {
  it('puts one way on a straight line and leaves the start where it was', () => {
    const { at } = layout({
      nodes: [node('b', 160), node('a', 60, true), node('c')],
      edges: [line('a', 'b'), line('b', 'c')],
    });
    expect(at('a')).toEqual({ x: 40, y: 200 });
    expect(at('b')).toEqual({ x: 360, y: 200 });
    expect(at('c')).toEqual({ x: 680, y: 200 });
  });

  it('keeps the order of the exits and never overlaps', () => {
    const input: LayoutInput = {
      nodes: [node('z'), node('y'), node('x'), node('m', 200, true), node('f')],
      edges: [line('m', 'x', 60), line('m', 'y', 90), line('m', 'z', 120), line('m', 'f', 200, true), line('x', 'y')],
    };
    const { at, places } = layout(input);
    expect(at('x').y).toBeLessThan(at('z').y);
    expect(at('z').y).toBeLessThan(at('f').y);
    expect(at('y').x).toBeGreaterThan(at('x').x);
    expect(overlaps(input, places)).toBe(false);
  });

  it('does not mind circles', () => {
    const { at } = layout({
      nodes: [node('a', 80, true), node('b'), node('c')],
      edges: [line('a', 'b'), line('b', 'c'), line('c', 'b'), line('c', 'a'), line('b', 'b')],
    });
    expect(at('c').x).toBeGreaterThan(at('b').x);
  });

  it('places 500 steps in a moment', () => {
    const nodes = Array.from({ length: 500 }, (_, index) => node(`n${index}`, 60 + (index % 5) * 30, index === 0));
    const edges = nodes.slice(1).map(({ id }, index) => line(`n${Math.floor(index / 2)}`, id, 60 + (index % 2) * 26));
    const input = { nodes, edges };
    const started = performance.now();
    const { places } = layout(input);
    expect(performance.now() - started).toBeLessThan(500);
    expect(overlaps(input, places)).toBe(false);
  });
});
