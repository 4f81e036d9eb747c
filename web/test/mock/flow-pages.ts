// What the pages around the builder ask of the made-up server: the list, the starters, runs with their steps, versions, tests, a try that answers.
import type { RunStep, RunView } from '~/api/flow-runs';
import type { FlowStarter, FlowView } from '~/api/flows';
import type { Graph, JsonObject } from '~/api/flows-types';
import faq from '../../../crates/flow-engine/src/starters/faq_with_ai.json';
import order from '../../../crates/flow-engine/src/starters/order_status.json';
import hours from '../../../crates/flow-engine/src/starters/out_of_hours.json';
import welcome from '../../../crates/flow-engine/src/starters/welcome_menu.json';
import type { World } from './world';

type Handler = (context: { params: string[]; url: URL; body: Record<string, unknown> }) => unknown;
type Route = [string, string, Handler];

const MINUTE = 60_000;
const person = { id: 'usr_00000000000000000000000000000001', name: 'Priya Nair' };

function graphOf(file: { graph: unknown }): Graph {
  // The starters are the server's own files; its tests read them.
  return { variables: [], settings: {}, ...(file.graph as Partial<Graph>) } as Graph;
}

const starters: FlowStarter[] = [welcome, hours, order, faq].map((file) => ({
  key: file.slug,
  name: file.title,
  description: file.description,
  nodes: file.graph.nodes.length,
  graph: graphOf(file),
}));

export function flowPageRoutes(w: string, world: World): Route[] {
  const now = Date.now();
  const at = (ago: number) => new Date(now - ago).toISOString();
  const view = (over: Partial<FlowView>): FlowView => ({
    ...{ id: 'flw_1', name: 'Order status', description: '', state: 'live', version: 1, draft_revision: 12 },
    ...{ draft_saved_at: at(12 * MINUTE), draft_saved_by: person, has_changes: false, triggers: ['message'] },
    ...{ errors: 0, warnings: 0, runs_active: 0, created_at: at(9e8), updated_at: at(12 * MINUTE) },
    live_version: { number: 3, note: 'Asks twice for the number', published_at: at(9e7), published_by: person },
    ...over,
  });
  const all = [
    view({
      description: order.description,
      has_changes: true,
      runs_active: 12,
      warnings: 2,
      triggers: ['message', 'api', 'manual'],
    }),
    view({
      id: 'flw_2',
      name: 'Welcome and menu',
      description: welcome.description,
      runs_active: 231,
      draft_saved_at: at(8 * 60 * MINUTE),
    }),
    view({ id: 'flw_3', name: 'Win back', state: 'draft', live_version: null, errors: 3, warnings: 1, triggers: [] }),
    view({
      id: 'flw_4',
      name: 'Out of hours',
      state: 'off',
      description: hours.description,
      triggers: ['message', 'schedule'],
    }),
  ];
  const graph = graphOf(order);
  const steps = trail(now - 4 * 60 * MINUTE);
  const runs = world.conversations.slice(0, 40).map(
    (talk, index): RunView => ({
      id: `run_${index}`,
      flow: { id: 'flw_1', name: 'Order status' },
      version: index % 3 === 0 ? 2 : 3,
      conversation_id: talk.id,
      contact: { id: talk.contact.id, name: talk.contact.display_name },
      status: (['waiting', 'ended', 'ended', 'paused', 'ended', 'asking'] as const)[index % 6] ?? 'ended',
      result: [null, 'done', 'failed', null, 'handed_off', null][index % 6] ?? null,
      outcome: [null, 'answered', null, null, 'handed_off', null][index % 6] ?? null,
      node: { id: 'n_ask', name: 'ask_number', type: 'ask' },
      waiting_for: index % 6 === 0 ? ['reply', 'timer'] : [],
      wake_at: index % 6 === 0 ? new Date(now + 8 * 60 * MINUTE).toISOString() : null,
      steps: steps.length,
      trigger: { kind: 'message' },
      problem: index % 6 === 2 ? 'The shop answered with status 503 three times.' : null,
      started_at: at((index * 17 + 4) * MINUTE),
      ended_at: index % 6 === 0 ? null : at((index * 17 + 1) * MINUTE),
    }),
  );
  const page = (data: unknown[]) => ({ data, page: { next_cursor: null } });
  const one = (id: string | undefined) => all.find((flow) => flow.id === id) ?? all[0];
  return [
    [
      'GET',
      `${w}/flows`,
      ({ url }) =>
        page(
          all.filter(
            ({ name, state }) =>
              name.toLowerCase().includes((url.searchParams.get('q') ?? '').toLowerCase()) &&
              (url.searchParams.get('state') ?? state) === state,
          ),
        ),
    ],
    ['GET', `${w}/flow-starters`, () => starters],
    ['GET', `${w}/flows/([^/]+)`, ({ params }) => one(params[0])],
    [
      'GET',
      `${w}/flows/([^/]+)/versions`,
      () =>
        page(
          [3, 2, 1].map((number) => ({
            number,
            note: ['First try', 'Looks the order up in the shop', 'Asks twice for the number'][number - 1],
            published_at: at((4 - number) * 9e7),
            published_by: person,
            live: number === 3,
            nodes: graph.nodes.length - (3 - number),
            runs_active: number === 3 ? 12 : 1,
          })),
        ),
    ],
    ['GET', `${w}/flows/([^/]+)/versions/(\\d+)`, ({ params }) => ({ number: Number(params[1]), graph })],
    ['GET', `${w}/flows/([^/]+)/diff`, () => difference(graph)],
    [
      'GET',
      `${w}/flows/([^/]+)/tests`,
      () =>
        page(
          order.tests.map(({ name }, index) => ({
            id: `flt_${index}`,
            name,
            yaml: `name: ${name}\n`,
            updated_at: at(MINUTE),
          })),
        ),
    ],
    [
      'POST',
      `${w}/flows/([^/]+)/tests/run`,
      () => ({
        results: order.tests.map(({ name }, index) => ({
          ...{ test: `flt_${index}`, name, passed: index !== 2, edges: [], steps: 6 + index },
          failures:
            index === 2 ? [{ step: 3, detail: 'expected the messages ["We are preparing order 12345."], got []' }] : [],
        })),
        coverage: {
          taken: graph.edges.slice(0, -3).map(({ id }) => id),
          missed: graph.edges.slice(-3).map(({ id }) => id),
        },
      }),
    ],
    ['POST', `${w}/flows/([^/]+)/try`, ({ body }) => answer(Array.isArray(body.events) ? body.events : [], now)],
    ['GET', `${w}/flows/([^/]+)/stats`, () => figures(graph)],
    [
      'GET',
      `${w}/runs`,
      ({ url }) => {
        const talk = url.searchParams.get('conversation');
        return page(runs.filter((run) => !talk || run.conversation_id === talk));
      },
    ],
    ['GET', `${w}/runs/([^/]+)`, ({ params }) => ({ ...runs.find(({ id }) => id === params[0]), vars: {}, graph })],
    ['GET', `${w}/runs/([^/]+)/steps`, () => page(steps)],
    [
      'POST',
      `${w}/runs/([^/]+)/replay`,
      ({ body }) => ({
        same: body.version === undefined,
        difference:
          body.version === undefined ? null : { place: 3, member: 'handle', recorded: 'http:2xx', replayed: 'timeout' },
        steps,
      }),
    ],
    ['POST', `${w}/conversations/([^/]+)/take-over`, () => null],
    ['POST', `${w}/conversations/([^/]+)/release`, () => null],
  ];
}

function trail(start: number): RunStep[] {
  const made = (number: number, after: number, node: string, kind: string, over: Partial<RunStep>): RunStep => ({
    ...{ number, at: new Date(start + after * 1000).toISOString(), flow: { flow: 'flw_1', version: '3' }, depth: 0 },
    ...{ node, kind, action: 'enter', outcome: 'left', duration_ms: 1 },
    ...over,
  });
  const said = (text: string): JsonObject => ({ input: { type: 'message', kind: 'text', text } });
  const nodes = Object.fromEntries(order.graph.nodes.map(({ name, id }) => [name, id]));
  const id = (name: string) => nodes[name] ?? name;
  const edge = (from: string, handle: string) =>
    order.graph.edges.find((one) => one.from === id(from) && one.handle === handle)?.id;
  const by = (from: string, handle: string) => ({
    handle,
    ...(edge(from, handle) && { edge: edge(from, handle) ?? '' }),
  });
  const http = { type: 'http' as const, status: 200, body: { status: 'shipped', arrives_on: '2026-11-25' } };
  return [
    made(0, 0, id('start'), 'start', { opening: { input: { type: 'start' } }, ...by('start', 'next') }),
    made(1, 0, id('ask_number'), 'ask', { outcome: 'waits', effects: ['run_0:1:0'] }),
    made(2, 94, id('ask_number'), 'ask', {
      ...{ action: 'resume', opening: said('AB-12345'), ...by('ask_number', 'reply') },
      changes: [{ path: 'vars.number', before: null, after: 'AB-12345' }],
    }),
    made(3, 94, id('typing'), 'typing', { outcome: 'waits' }),
    made(4, 97, id('typing'), 'typing', {
      action: 'resume',
      opening: { input: { type: 'timer' } },
      ...by('typing', 'next'),
    }),
    made(5, 97, id('look_up'), 'http_request', {
      ...{ ...by('look_up', 'http:2xx'), duration_ms: 214, answer: http },
      question: { type: 'http', method: 'GET', url: [{ text: 'https://shop.example/orders/AB-12345' }] },
      changes: [
        { path: 'nodes.look_up', before: null, after: { status: 200, body: http.body } },
        { path: 'vars.arrives', before: null, after: '2026-11-25' },
        { path: 'vars.status', before: null, after: 'shipped' },
      ],
    }),
    made(6, 97, id('which'), 'switch', by('which', 'case:shipped')),
    made(7, 97, id('on_its_way'), 'send_message', { ...by('on_its_way', 'next'), effects: ['run_0:7:0'] }),
    made(8, 97, id('done'), 'end', { outcome: 'ended' }),
  ];
}

function answer(events: unknown[], now: number) {
  const steps = trail(now).slice(0, events.length > 1 ? 9 : events.length > 0 ? 2 : 0);
  const line = (from: string, text: string, over: JsonObject = {}) => ({
    at: new Date(now).toISOString(),
    from,
    kind: 'text',
    text,
    ...over,
  });
  const menu = {
    ...{ type: 'interactive', interactive: { type: 'button', body: { text: 'Is there anything else?' } } },
    interactive: {
      ...{ type: 'button', body: { text: 'Is there anything else?' } },
      action: { buttons: ['Yes', 'No, thanks'].map((title) => ({ type: 'reply', reply: { id: title, title } })) },
    },
  };
  return {
    status: events.length > 1 ? 'ended' : 'waiting',
    transcript: [
      line('contact', 'where is my order'),
      line('flow', 'What is your order number?'),
      ...(events.length > 1
        ? [
            line('contact', 'AB-12345'),
            line('system', '', { kind: 'typing' }),
            line('flow', 'Order *AB-12345* is on its way and arrives on 25 November 2026.'),
            line('flow', 'Is there anything else?', { kind: 'interactive', content: menu }),
          ]
        : []),
    ],
    steps,
    vars: {},
    waiting:
      events.length > 1
        ? null
        : { node: 'n_ask', on: ['reply', 'timer'], wake_at: new Date(now + 4.3e7).toISOString() },
    asking: null,
  };
}

function difference(graph: Graph) {
  const [first, second] = graph.nodes.filter(({ type }) => type === 'send_message');
  const gone = {
    ...graph.nodes[0],
    id: 'n_old',
    type: 'note',
    name: 'old_note',
    config: {},
    position: { x: 640, y: 320 },
  };
  return {
    ...{ from: 2, to: 3, to_graph: graph, from_graph: { ...graph, nodes: [...graph.nodes, gone] } },
    difference: {
      nodes: [
        {
          node: first?.id,
          change: {
            is: 'changed',
            fields: [{ pointer: '/config/text', before: 'Your order comes.', after: first?.config.text }],
          },
        },
        { node: second?.id, change: { is: 'added' } },
        { node: 'n_old', change: { is: 'removed' } },
        { node: graph.nodes[2]?.id, change: { is: 'moved' } },
      ],
      edges: [{ from: first?.id, handle: 'next', before: 'n_old', after: graph.nodes.at(-2)?.id }],
      other: [{ pointer: '/settings/language', before: 'en', after: 'es' }],
    },
  };
}

function figures(graph: Graph) {
  return {
    ...{ runs: 812, results: { done: 640, failed: 12, handed_off: 160 } },
    nodes: Object.fromEntries(
      graph.nodes.map(({ id }, index) => [
        id,
        { entered: Math.round(812 / (1 + index / 4)), live: index === 1 ? 12 : 0 },
      ]),
    ),
    edges: Object.fromEntries(graph.edges.map(({ id }, index) => [id, Math.round(640 / (1 + index / 3))])),
  };
}
