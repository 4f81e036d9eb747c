// Copying steps as JSON, across flows and workspaces: ids are made anew; what belongs to one workspace only is taken out and named.
import type { FlowEdge, FlowNode, Graph, Json, JsonObject, Position } from '~/api/flows-types';
import { freeName } from '../canvas/names';
import { freeId, snapped } from './new-node';
import { isObject } from './path';
import { mapTexts, withIds, withNames } from './references';

export interface Clip {
  prismwa_steps: 1;
  /** Where it was copied. */
  workspace: string;
  nodes: FlowNode[];
  edges: FlowEdge[];
}

/** The steps and the lines among them; null when there is nothing to copy. */
export function copy(graph: Graph, ids: ReadonlySet<string>, workspace: string): Clip | null {
  const nodes = graph.nodes.filter((node) => ids.has(node.id) && node.type !== 'start');
  if (nodes.length === 0) return null;
  const taken = new Set(nodes.map(({ id }) => id));
  return {
    prismwa_steps: 1,
    workspace,
    nodes,
    edges: graph.edges.filter((edge) => taken.has(edge.from) && taken.has(edge.to)),
  };
}

/** Text of a clipboard; null when it is something else. */
export function readClip(text: string): Clip | null {
  if (!text.includes('"prismwa_steps"')) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(json) || json.prismwa_steps !== 1 || !Array.isArray(json.nodes)) return null;
  const nodes = json.nodes.flatMap((node) => readNode(node) ?? []);
  const edges = Array.isArray(json.edges) ? json.edges.flatMap((edge) => readEdge(edge) ?? []) : [];
  if (nodes.length === 0) return null;
  return { prismwa_steps: 1, workspace: typeof json.workspace === 'string' ? json.workspace : '', nodes, edges };
}

function readNode(value: Json): FlowNode | null {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.type !== 'string') return null;
  const place = isObject(value.position) ? value.position : {};
  const onError = value.on_error;
  return {
    id: value.id,
    type: value.type,
    name: typeof value.name === 'string' ? value.name : '',
    config: isObject(value.config) ? value.config : {},
    position: { x: typeof place.x === 'number' ? place.x : 0, y: typeof place.y === 'number' ? place.y : 0 },
    ...(typeof value.notes === 'string' && value.notes !== '' && { notes: value.notes }),
    on_error: onError === 'continue' || onError === 'policy' ? onError : 'route',
  };
}

function readEdge(value: Json): FlowEdge | null {
  if (!isObject(value)) return null;
  const { id, from, handle, to } = value;
  if (typeof id !== 'string' || typeof from !== 'string' || typeof handle !== 'string' || typeof to !== 'string')
    return null;
  return { id, from, handle, to };
}

export interface Pasted {
  graph: Graph;
  ids: Set<string>;
  /** What was taken out, in words: `HTTP request: secrets.shop_key`. */
  stripped: string[];
}

/** Into a graph, with the corner at `at`. */
export function paste(graph: Graph, clip: Clip, at: Position, workspace: string): Pasted {
  const foreign = clip.workspace !== workspace;
  const names = new Set(graph.nodes.map(({ name }) => name));
  const takenNodes = new Set(graph.nodes.map(({ id }) => id));
  const takenEdges = new Set(graph.edges.map(({ id }) => id));
  const ids = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const node of clip.nodes) {
    const id = freeId('n', takenNodes);
    takenNodes.add(id);
    ids.set(node.id, id);
    const name = freeName(node.name || node.type, names);
    names.add(name);
    if (node.name) renamed.set(node.name, name);
  }
  const left = Math.min(...clip.nodes.map(({ position }) => position.x));
  const top = Math.min(...clip.nodes.map(({ position }) => position.y));
  const stripped: string[] = [];
  const nodes = clip.nodes.map((node) => {
    const local = foreign ? strip(node, stripped) : node;
    const moved = withIds(withNames(local, renamed), ids);
    return {
      ...moved,
      id: ids.get(node.id) ?? node.id,
      name: renamed.get(node.name) ?? freeName(node.type, names),
      position: snapped({ x: node.position.x - left + at.x, y: node.position.y - top + at.y }),
    };
  });
  const edges = clip.edges.flatMap((edge) => {
    const from = ids.get(edge.from);
    const to = ids.get(edge.to);
    if (!from || !to) return [];
    const id = freeId('e', takenEdges);
    takenEdges.add(id);
    return [{ ...edge, id, from, to }];
  });
  return {
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] },
    ids: new Set(nodes.map(({ id }) => id)),
    stripped,
  };
}

/** Settings that hold an id of one workspace. */
const local: Readonly<Record<string, readonly string[]>> = {
  assign_agent: ['user', 'team'],
  execute_function: ['function'],
  handoff: ['to'],
  llm_reply: ['connection'],
  note: ['mentions'],
  send_wa_flow: ['wa_flow'],
  subflow: ['flow'],
};

function strip(node: FlowNode, stripped: string[]): FlowNode {
  const config: JsonObject = { ...node.config };
  for (const member of local[node.type] ?? []) {
    const value = config[member];
    const isThere = value !== undefined && value !== null && value !== '' && value !== 'anyone';
    if (!isThere || (Array.isArray(value) && value.length === 0)) continue;
    stripped.push(`${node.name || node.type}: ${member}`);
    if (member === 'flow') config[member] = { flow: '' };
    else delete config[member];
  }
  const clean = mapTexts(config, (text) =>
    text.replace(/\{\{\s*(secrets\.[\w.]+)[^}]*\}\}/g, (_whole, secret: string) => {
      stripped.push(`${node.name || node.type}: ${secret}`);
      return '';
    }),
  );
  const withoutFiles = isObject(clean) ? withoutAssets(clean, node, stripped) : config;
  return { ...node, config: isObject(withoutFiles) ? withoutFiles : config };
}

function withoutAssets(value: Json, node: FlowNode, stripped: string[]): Json {
  if (Array.isArray(value)) return value.map((item) => withoutAssets(item, node, stripped));
  if (!isObject(value)) return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === 'asset' && typeof member === 'string') stripped.push(`${node.name || node.type}: ${name}`);
    else members[name] = withoutAssets(member, node, stripped);
  }
  return members;
}
