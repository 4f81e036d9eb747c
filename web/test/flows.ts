// Makers of made-up flows and runs for tests: mention only what matters.
import type { RunDetail, RunStep } from '~/api/flow-runs';
import type { FlowView, TryAnswer } from '~/api/flows';
import type { FlowNode, Graph } from '~/api/flows-types';

const AT = '2026-11-23T09:00:00.000Z';

export function flowView(over: Partial<FlowView> = {}): FlowView {
  return {
    id: 'flw_1',
    name: 'Welcome',
    description: '',
    state: 'live',
    version: 1,
    draft_revision: 4,
    draft_saved_at: AT,
    draft_saved_by: null,
    live_version: { number: 2, note: '', published_at: AT, published_by: null },
    has_changes: false,
    triggers: ['message'],
    errors: 0,
    warnings: 0,
    runs_active: 0,
    created_at: AT,
    updated_at: AT,
    ...over,
  };
}

export function flowNode(id: string, over: Partial<FlowNode> = {}): FlowNode {
  return { id, type: 'send_message', name: id, config: {}, position: { x: 0, y: 0 }, on_error: 'route', ...over };
}

export function flowGraph(over: Partial<Graph> = {}): Graph {
  return {
    schema: 1,
    nodes: [flowNode('start', { type: 'start' }), flowNode('look_up', { type: 'http_request' })],
    edges: [{ id: 'e1', from: 'start', handle: 'next', to: 'look_up' }],
    variables: [],
    settings: {},
    ...over,
  };
}

export function flowStep(number: number, node: string, over: Partial<RunStep> = {}): RunStep {
  return {
    number,
    at: new Date(Date.parse(AT) + number * 1000).toISOString(),
    flow: { flow: 'flw_1', version: '2' },
    depth: 0,
    node,
    kind: 'send_message',
    action: 'enter',
    outcome: 'left',
    ...over,
  };
}

export function runDetail(over: Partial<RunDetail> = {}): RunDetail {
  return {
    id: 'run_1',
    flow: { id: 'flw_1', name: 'Welcome' },
    version: 2,
    conversation_id: 'cnv_1',
    contact: { id: 'con_1', name: 'Elif Nair' },
    status: 'waiting',
    result: null,
    outcome: null,
    node: { id: 'look_up', name: 'look_up', type: 'http_request' },
    waiting_for: ['reply'],
    wake_at: null,
    steps: 2,
    trigger: {},
    problem: null,
    started_at: AT,
    ended_at: null,
    vars: {},
    graph: flowGraph(),
    ...over,
  };
}

export function tryAnswer(over: Partial<TryAnswer> = {}): TryAnswer {
  return { status: 'waiting', transcript: [], steps: [], vars: {}, waiting: null, asking: null, ...over };
}
