// Where settings speak of other steps: `nodes.<name>` in texts and expressions, ids in "go to" and in frames.
import type { FlowNode, Graph, Json, JsonObject } from '~/api/flows-types';
import { isObject } from './path';

/** Every text in some settings, changed. The same object when nothing changes. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return items.some((item, place) => item !== value[place]) ? items : value;
  }
  if (!isObject(value)) return value;
  let changed = false;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const next = mapTexts(member, change);
    members[name] = next;
    changed ||= next !== member;
  }
  return changed ? members : value;
}

/** `nodes.old` → `nodes.new` wherever it is written. */
export function renameReferences(graph: Graph, names: ReadonlyMap<string, string>): Graph {
  const nodes = graph.nodes.map((node) => withNames(node, names));
  return nodes.some((node, place) => node !== graph.nodes[place]) ? { ...graph, nodes } : graph;
}

export function withNames(node: FlowNode, names: ReadonlyMap<string, string>): FlowNode {
  const config = mapTexts(node.config, (text) =>
    text.includes('nodes.')
      ? text.replace(/(^|[^\w.])nodes\.(\w+)/g, (whole, before: string, name: string) => {
          const next = names.get(name);
          return next === undefined ? whole : `${before}nodes.${next}`;
        })
      : text,
  );
  return config === node.config || !isObject(config) ? node : { ...node, config };
}

/** Ids in "go to" and in frames, by another table; those that are not in it are taken out. */
export function withIds(node: FlowNode, ids: ReadonlyMap<string, string>): FlowNode {
  if (node.type === 'goto' && typeof node.config.node === 'string') {
    return { ...node, config: { ...node.config, node: ids.get(node.config.node) ?? '' } };
  }
  if (node.type === 'group' && Array.isArray(node.config.nodes)) {
    const members = node.config.nodes.flatMap((id) => (typeof id === 'string' ? (ids.get(id) ?? []) : []));
    return { ...node, config: { ...node.config, nodes: members } };
  }
  return node;
}
