// Starters are the first flows people see: their cards stand apart, and lines lead to the right.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Graph } from '~/api/flows-types';
import { cardOf } from '../canvas/geometry';

/** Tests run in web/. */
const folder = '../crates/flow-engine/src/starters/';
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

it.each(files)('%s has no card on another', (file) => {
  const { graph } = JSON.parse(readFileSync(folder + file, 'utf8')) as { graph: Graph };
  const boxes = graph.nodes.map((node) => ({
    id: node.id,
    ...node.position,
    ...cardOf({ ...node, config: node.config ?? {} }),
  }));
  const clashes = boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} on ${b.id}`),
  );
  expect(clashes).toEqual([]);
});
