// A small flow for tests: start → question → end, with an answer that leads back.
import type { FlowNode, Graph } from '~/api/flows-types';

export function step(id: string, type: string, over: Partial<FlowNode> = {}): FlowNode {
  return { id, type, name: id, config: {}, position: { x: 0, y: 0 }, on_error: 'route', ...over };
}

export const sampleGraph: Graph = {
  schema: 1,
  nodes: [
    step('s', 'start', { name: 'start', config: { triggers: [] } }),
    step('m', 'buttons', {
      name: 'menu',
      position: { x: 320, y: 0 },
      config: {
        body: 'Well?',
        buttons: [
          { id: 'yes', title: 'Yes' },
          { id: 'no', title: 'No' },
        ],
      },
    }),
    step('t', 'send_message', {
      name: 'thanks',
      position: { x: 640, y: 0 },
      config: { text: 'You chose {{nodes.menu.title}}' },
    }),
    step('e', 'end', { name: 'end', position: { x: 960, y: 0 } }),
  ],
  edges: [
    { id: 'e1', from: 's', handle: 'next', to: 'm' },
    { id: 'e2', from: 'm', handle: 'button:yes', to: 't' },
    { id: 'e3', from: 'm', handle: 'button:no', to: 'm' },
    { id: 'e4', from: 't', handle: 'next', to: 'e' },
  ],
  variables: [],
  settings: {},
};
