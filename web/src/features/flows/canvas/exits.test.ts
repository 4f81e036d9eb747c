// The exits of cards are the engine's: in every starter each line leaves by an exit its step has, and required ones lead on.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlowNode, Graph } from '~/api/flows-types';
import { newConfig } from '../builder/new-node';
import { nodeCatalog } from './catalog';
import { outputsOf } from './exits';
import { cardOf, handlesOf } from './geometry';
import { accessibleName } from './names';
import { summaryOf } from './summary';

const folder = join(process.cwd(), '../crates/flow-engine/src/starters');
const starters = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, Graph] => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')).graph]);

describe.each(starters)('%s', (_file, graph) => {
  it('leaves by exits that are there', () => {
    const wrong = graph.edges.filter(({ from, handle }) => {
      const node = graph.nodes.find(({ id }) => id === from);
      const { main, failures } = outputsOf(node ?? { type: '', config: {} });
      return ![...main, ...failures].some((output) => output.handle === handle);
    });
    expect(wrong).toEqual([]);
  });

  it('leads on from every exit that must', () => {
    const open = graph.nodes.flatMap((node) =>
      outputsOf(node)
        .main.filter(({ required }) => required)
        .filter(({ handle }) => !graph.edges.some((edge) => edge.from === node.id && edge.handle === handle))
        .map(({ handle }) => `${node.id} ${handle}`),
    );
    expect(open).toEqual([]);
  });

  it('says on each card what the step does', () => {
    for (const node of graph.nodes) expect(summaryOf(node)?.text, node.id).not.toBe('');
  });
});

describe('a new step', () => {
  it.each(nodeCatalog.map(({ kind }) => kind))('%s can be drawn', (kind) => {
    const node: FlowNode = {
      id: 'n',
      type: kind,
      name: kind,
      config: newConfig(kind),
      position: { x: 0, y: 0 },
      on_error: 'route',
    };
    const card = cardOf(node);
    expect(card.height).toBeGreaterThan(40);
    const handles = handlesOf(card).map(({ id }) => id);
    expect(new Set(handles).size).toBe(handles.length);
    expect(accessibleName(node, 1, 0)).toMatch(/1 error$/);
  });
});
