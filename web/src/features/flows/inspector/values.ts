// Which values a text of a step may use, with their kinds and made-up samples: for completion, for squiggles and for the preview.
import type { FlowNode, Graph, Json, JsonObject, VariableKind } from '~/api/flows-types';
import { valueRoots } from '~/generated/node-catalog';
import { fields, list, text } from '~/whatsapp/read';
import { upstream } from '../builder/order';
import { isObject, parsePath, read } from '../builder/path';

export interface KnownValue {
  path: string;
  /** `text`, `number` …; empty when nobody knows. */
  kind: string;
  help: string;
}

/** What each kind brings back under `nodes.<name>`. */
const outputs: Readonly<Record<string, readonly string[]>> = {
  ask: ['value', 'text'],
  buttons: ['id', 'title', 'item', 'text'],
  execute_function: ['value'],
  http_request: ['status', 'headers', 'body'],
  list: ['id', 'title', 'item', 'text'],
  llm_reply: ['text'],
  location: ['location'],
  send_wa_flow: [],
  wait_reply: ['text'],
  window_check: ['minutes_left'],
};

/** Everything a step may speak of. */
export function knownValues(graph: Graph, node: FlowNode): KnownValue[] {
  const before = upstream(graph, node.id);
  const found: KnownValue[] = [];
  for (const { name, kind } of variables(graph)) found.push({ path: `vars.${name}`, kind, help: '' });
  for (const other of graph.nodes) {
    const members = outputs[other.type];
    if (!members || !other.name || (other.id !== node.id && !before.has(other.id))) continue;
    if (members.length === 0) found.push({ path: `nodes.${other.name}`, kind: 'object', help: '' });
    for (const member of members) found.push({ path: `nodes.${other.name}.${member}`, kind: '', help: '' });
  }
  for (const root of valueRoots) {
    if (root.name === 'vars' || root.name === 'nodes' || root.name === 'secrets') continue;
    if (root.members.length === 0) found.push({ path: root.name, kind: '', help: root.help });
    for (const member of root.members) found.push({ path: `${root.name}.${member}`, kind: '', help: root.help });
  }
  const rank = (path: string) => (path.startsWith('vars.') ? 0 : path.startsWith('contact.') ? 1 : 2);
  return found.sort((a, b) => rank(a.path) - rank(b.path));
}

export interface KnownVariable {
  name: string;
  kind: VariableKind | '';
}

/** Declared, or written by a step. */
export function variables(graph: Graph): KnownVariable[] {
  const found = new Map<string, VariableKind | ''>(graph.variables.map(({ name, type }) => [name, type]));
  const add = (value: unknown) => {
    const name = text(value)?.replace(/^vars\./, '');
    if (name && !found.has(name)) found.set(name, '');
  };
  for (const { config } of graph.nodes) {
    add(config.save_to);
    for (const one of [...list(config.assignments), ...list(config.mapping), ...list(config.outputs)])
      add(fields(one).variable);
  }
  return [...found].map(([name, kind]) => ({ name, kind }));
}

const roots: ReadonlySet<string> = new Set(valueRoots.map(({ name }) => name));

/** What is odd about a path, if anything: no such root, or a variable nobody sets. */
export function isUnknown(path: string, known: readonly KnownValue[]): boolean {
  const [root, member] = path.split(/[.[]/);
  if (!root || !roots.has(root)) return true;
  if (root === 'vars' || root === 'nodes')
    return member !== undefined && !known.some((value) => value.path.startsWith(`${root}.${member}`));
  return false;
}

/** A made-up conversation, for live values. */
export function sampleScope(graph: Graph): JsonObject {
  const vars: JsonObject = {};
  for (const { name, kind } of variables(graph)) {
    const declared = graph.variables.find((variable) => variable.name === name)?.default;
    vars[name] = declared !== undefined && declared !== null && declared !== '' ? declared : sampleOf(kind);
  }
  return {
    contact: {
      id: 'con_sample',
      name: 'Elif Nair',
      first_name: 'Elif',
      phone: '+34600111222',
      username: 'elif',
      language: 'en',
      fields: {},
      tags: ['vip'],
    },
    conversation: { id: 'cnv_sample', status: 'open', assignee: null, priority: 'normal', tags: [] },
    flow: { id: 'flw_sample', version: 'draft' },
    globals: {},
    message: { id: 'wamid.sample', kind: 'text', text: 'Hello', received_at: '2026-11-23T10:00:00.000Z' },
    nodes: {},
    now: '2026-11-23T10:00:00.000Z',
    run: { id: 'run_sample', started_at: '2026-11-23T10:00:00.000Z', steps: 3 },
    trigger: { kind: 'message' },
    vars,
    workspace: { id: 'wsp_sample', name: 'Sample', time_zone: 'Europe/Madrid', language: 'en' },
  };
}

function sampleOf(kind: VariableKind | ''): Json {
  switch (kind) {
    case 'number':
      return 42;
    case 'boolean':
      return true;
    case 'date':
      return '2026-11-23';
    case 'list':
      return ['one', 'two'];
    case 'object':
      return {};
    default:
      return 'text';
  }
}

const template = /\{\{\s*([^{}|]*?)\s*(\|[^{}]*)?\}\}/g;

/** A text as somebody might get it: sample values, defaults, else the path's last word in brackets. */
export function filled(source: string, scope: JsonObject): string {
  return source.replace(template, (_whole, path: string, filters: string | undefined) => {
    const value = read(scope, parsePath(path));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    const fallback = /default:\s*"([^"]*)"/.exec(filters ?? '')?.[1];
    if (fallback) return fallback;
    if (Array.isArray(value)) return value.map((item) => (isObject(item) ? '…' : String(item))).join(', ');
    return `[${path.split('.').at(-1) ?? path}]`;
  });
}
