// Flows in the made-up server: one flow with a draft that can be changed, checked a little, and published.
import type { FlowVersion, FlowView } from '~/api/flows';
import type { Finding, Graph } from '~/api/flows-types';
import { sampleFlow } from './sample-flow';

type Handler = (context: { params: string[]; url: URL; body: Record<string, unknown> }) => unknown;

export function flowRoutes(w: string): [string, string, Handler][] {
  const state = {
    graph: given() ?? sampleFlow,
    revision: 3,
    saved_at: new Date().toISOString(),
    versions: [] as (FlowVersion & { graph: Graph })[],
  };
  const someone = { id: 'usr_1', name: 'Priyanka Sharma' };
  const view = (): FlowView => {
    const live = state.versions.at(-1);
    const findings = check(state.graph);
    return {
      id: 'flw_1',
      name: 'Welcome and menu',
      description: 'Greets, and shows the way.',
      state: live ? 'live' : 'draft',
      version: 1,
      draft_revision: state.revision,
      draft_saved_at: state.saved_at,
      draft_saved_by: someone,
      live_version: live ? { ...live } : null,
      has_changes: live?.graph !== state.graph,
      triggers: ['message'],
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      runs_active: 0,
      created_at: state.saved_at,
      updated_at: state.saved_at,
    };
  };
  const f = `${w}/flows/([^/]+)`;
  const bounds = { sends: 2, calls: 1 };
  return [
    ['GET', `${w}/flows`, () => ({ data: [view()], page: { next_cursor: null } })],
    ['GET', `${w}/flow-starters`, () => []],
    ['GET', f, view],
    ['GET', `${f}/draft`, () => ({ ...state, saved_by: someone })],
    [
      'PUT',
      `${f}/draft`,
      ({ body }) => {
        // The page wrote it; it is as it was drawn.
        state.graph = body.graph as Graph;
        state.revision += 1;
        state.saved_at = new Date().toISOString();
        return { revision: state.revision, saved_at: state.saved_at, findings: check(state.graph), bounds };
      },
    ],
    ['POST', `${f}/check`, () => ({ findings: check(state.graph), may_publish: true, bounds })],
    [
      'POST',
      `${f}/publish`,
      ({ body }) => {
        const made = {
          number: state.versions.length + 1,
          note: String(body.note ?? ''),
          published_at: new Date().toISOString(),
          published_by: someone,
          live: true,
          nodes: state.graph.nodes.length,
          runs_active: 0,
          graph: state.graph,
        };
        state.versions.push(made);
        return made;
      },
    ],
    ['GET', `${f}/versions/(\\d+)`, ({ params }) => state.versions[Number(params[1]) - 1]],
    ['POST', `${w}/flow-expressions/eval`, () => ({ value: true })],
  ];
}

/** A graph that a script put on the page before it loaded. */
function given(): Graph | null {
  const graph: unknown = Reflect.get(globalThis, 'mockFlow');
  return typeof graph === 'object' && graph !== null ? (graph as Graph) : null;
}

/** Only what shows the page at work: exits that lead nowhere, and questions without an end. */
function check(graph: Graph): Finding[] {
  return graph.nodes.flatMap((node): Finding[] => {
    const leaves = graph.edges.some(({ from }) => from === node.id);
    if (!leaves && ['start', 'send_message', 'set_variable'].includes(node.type))
      return [
        {
          code: 'handle.unwired',
          severity: 'error',
          node: node.id,
          field: 'handle:next',
          message: 'nothing leads on from `next`',
          fix: {
            title: 'End the flow here',
            edits: [{ do: 'add_node_after', node: node.id, handle: 'next', kind: 'end', config: {} }],
          },
        },
      ];
    if (node.type === 'ask' && !node.config.timeout_seconds)
      return [
        {
          code: 'ask.no_timeout',
          severity: 'warning',
          node: node.id,
          field: 'timeout_seconds',
          message: 'without a time limit a run can wait here for ever',
          fix: {
            title: 'Wait at most a day',
            edits: [{ do: 'set_field', node: node.id, field: 'timeout_seconds', value: 86_400 }],
          },
        },
      ];
    return [];
  });
}
