// Copied steps come with new ids, keep speaking of each other, and leave another workspace's things behind.
import { describe, expect, it } from 'vitest';
import type { Graph } from '~/api/flows-types';
import { copy, paste, readClip } from './clipboard';
import { sampleGraph as graph, step } from './sample-graph';

describe('the clipboard', () => {
  it('makes ids and names anew and keeps the lines among the steps', () => {
    const clip = copy(graph, new Set(['m', 't']), 'ws_1');
    const read = clip && readClip(JSON.stringify(clip));
    if (!read) throw new Error('it can be read again');
    const { graph: next, ids, stripped } = paste(graph, read, { x: 100, y: 400 }, 'ws_1');
    const made = next.nodes.filter(({ id }) => ids.has(id));
    expect(made.map(({ name }) => name)).toEqual(['menu_2', 'thanks_2']);
    expect(made[1]?.config.text).toBe('You chose {{nodes.menu_2.title}}');
    expect(new Set(next.nodes.map(({ id }) => id)).size).toBe(6);
    const [menu, thanks] = made;
    expect(next.edges.slice(4).map(({ from, handle, to }) => [from, handle, to])).toEqual([
      [menu?.id, 'button:yes', thanks?.id],
      [menu?.id, 'button:no', menu?.id],
    ]);
    expect(menu?.position).toEqual({ x: 104, y: 400 });
    expect(stripped).toEqual([]);
  });

  it('never copies a start', () => {
    expect(copy(graph, new Set(['s']), 'ws_1')).toBeNull();
    expect(copy(graph, new Set(['s', 'e']), 'ws_1')?.nodes).toHaveLength(1);
  });

  it('takes secrets, files and ids of another workspace out and names them', () => {
    const source: Graph = {
      ...graph,
      nodes: [
        step('h', 'http_request', {
          name: 'look_up',
          config: { url: 'https://x.example', headers: [{ name: 'Key', value: '{{secrets.shop_key}}' }] },
        }),
        step('p', 'send_message', {
          name: 'picture',
          config: { text: '', media: { kind: 'image', file: { asset: 'med_1' } } },
        }),
        step('a', 'assign_agent', { name: 'give', config: { team: 'tem_1', strategy: 'round_robin' } }),
      ],
      edges: [],
    };
    const clip = copy(source, new Set(['h', 'p', 'a']), 'ws_1');
    if (!clip) throw new Error('there is something to copy');
    const { graph: next, stripped } = paste(graph, clip, { x: 0, y: 0 }, 'ws_2');
    expect(stripped).toEqual(['look_up: secrets.shop_key', 'picture: asset', 'give: team']);
    expect(JSON.stringify(next)).not.toMatch(/shop_key|med_1|tem_1/);
    expect(paste(graph, clip, { x: 0, y: 0 }, 'ws_1').stripped).toEqual([]);
  });

  it('is no step: any other text', () => {
    for (const text of ['', 'hello', '{"prismwa_steps":1}', '{"prismwa_steps":1,"nodes":[7]}', '{"prismwa_steps"'])
      expect(readClip(text)).toBeNull();
  });
});
