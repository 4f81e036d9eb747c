// Where new and pasted steps go: never onto others.
import { expect, it } from 'vitest';
import type { Graph } from '~/api/flows-types';
import { freePlace, roomOf } from './place';
import { step } from './sample-graph';

const at = (id: string, x: number, y: number) => step(id, 'end', { position: { x, y } });
const graph = (nodes: Graph['nodes']): Graph => ({ schema: 1, nodes, edges: [], variables: [], settings: {} });

it('keeps a free place as it is', () => {
  expect(freePlace(graph([at('a', 0, 0)]), { x: 600, y: 0 })).toEqual({ x: 600, y: 0 });
});

it('puts several steps below whatever stands anywhere in the room they take', () => {
  const clip = [at('p', 0, 0), at('q', 900, 40)];
  const room = roomOf(clip);
  expect(room.width).toBeGreaterThan(900);
  const there = graph([at('far', 800, 100), at('beside', 4000, 0)]);
  expect(freePlace(there, { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  const place = freePlace(there, { x: 0, y: 60 }, room);
  expect(place.x).toBe(0);
  expect(place.y).toBeGreaterThan(100 + roomOf([at('far', 800, 100)]).height);
});
