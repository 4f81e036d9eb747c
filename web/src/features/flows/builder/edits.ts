// Changes of a graph as pure functions: each takes a graph and gives another one, or the same when there is nothing to change.
import type { Edit, FlowEdge, FlowNode, Graph, Json, JsonObject, Position } from '~/api/flows-types';
import { isDrawnOnly } from '../canvas/catalog';
import { outputsOf } from '../canvas/exits';
import { cardOf, WIDTH } from '../canvas/geometry';
import { freeName, slug } from '../canvas/names';
import { freeId, makeNode, snapped } from './new-node';
import { isObject, parsePath, write } from './path';
import { freePlace, placeAfter, reachable } from './place';
import { renameReferences } from './references';

export function nodeOf(graph: Graph, id: string): FlowNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

export function addNode(graph: Graph, kind: string, position: Position): { graph: Graph; id: string } {
  const node = makeNode(graph, kind, position);
  return { graph: { ...graph, nodes: [...graph.nodes, node] }, id: node.id };
}

/** A line; the one that left by the same exit goes. */
export function connect(graph: Graph, from: string, handle: string, to: string): Graph {
  const target = nodeOf(graph, to);
  if (!nodeOf(graph, from) || !target || isDrawnOnly(target.type) || target.type === 'start') return graph;
  const before = graph.edges.find((edge) => edge.from === from && edge.handle === handle);
  if (before?.to === to) return graph;
  if (before) {
    return { ...graph, edges: graph.edges.map((edge) => (edge === before ? { ...edge, to } : edge)) };
  }
  return { ...graph, edges: [...graph.edges, newEdge(graph, from, handle, to)] };
}

function newEdge(graph: Graph, from: string, handle: string, to: string): FlowEdge {
  return { id: freeId('e', new Set(graph.edges.map(({ id }) => id))), from, handle, to };
}

/** A new step after an exit, with its line; what the exit led to before follows the new step. */
export function appendNode(
  graph: Graph,
  from: string,
  handle: string,
  kind: string,
  at?: Position,
): { graph: Graph; id: string } | null {
  const node = nodeOf(graph, from);
  if (!node) return null;
  const before = graph.edges.find((edge) => edge.from === from && edge.handle === handle);
  if (before && !at) return insertOnEdge(graph, before.id, kind);
  const added = addNode(graph, kind, at ?? placeAfter(graph, node, handle));
  if (isDrawnOnly(kind)) return added;
  return { graph: connect(added.graph, from, handle, added.id), id: added.id };
}

/** A step in the middle of a line: the rest moves along when it is too close. */
export function insertOnEdge(graph: Graph, edgeId: string, kind: string): { graph: Graph; id: string } | null {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  const from = edge && nodeOf(graph, edge.from);
  const to = edge && nodeOf(graph, edge.to);
  if (!edge || !from || !to || isDrawnOnly(kind)) return null;
  const needed = WIDTH * 2 + 160;
  const gap = to.position.x - from.position.x;
  const leadsOn = gap > 0;
  const shift = leadsOn && gap < needed ? needed - gap : 0;
  const behind = shift > 0 ? reachable(graph, to.id) : new Set<string>();
  const moved = graph.nodes.map((node) =>
    behind.has(node.id) && node.position.x >= to.position.x
      ? { ...node, position: snapped({ x: node.position.x + shift, y: node.position.y }) }
      : node,
  );
  const place = leadsOn
    ? { x: from.position.x + WIDTH + 80, y: to.position.y }
    : freePlace(graph, { x: from.position.x + WIDTH + 80, y: from.position.y });
  const added = addNode({ ...graph, nodes: moved }, kind, place);
  const made = nodeOf(added.graph, added.id);
  const onward = made && outputsOf(made).main[0]?.handle;
  const edges = added.graph.edges.map((one) => (one.id === edgeId ? { ...one, to: added.id } : one));
  const split = { ...added.graph, edges };
  return { graph: onward ? connect(split, added.id, onward, to.id) : split, id: added.id };
}

/** A step and a line to it before everything that leads to `node`. */
function insertBefore(graph: Graph, id: string, kind: string, config: JsonObject, handle: string): Graph {
  const node = nodeOf(graph, id);
  if (!node) return graph;
  const behind = reachable(graph, id);
  const nodes = graph.nodes.map((one) =>
    behind.has(one.id) && one.position.x >= node.position.x
      ? { ...one, position: { x: one.position.x + WIDTH + 80, y: one.position.y } }
      : one,
  );
  const made = makeNode(graph, kind, node.position, config);
  const edges = graph.edges.map((edge) => (edge.to === id ? { ...edge, to: made.id } : edge));
  const next = { ...graph, nodes: [...nodes, made], edges };
  return { ...next, edges: [...edges, newEdge(next, made.id, handle, id)] };
}

/** Nodes with their lines, and lines. The last start stays: a flow needs one. */
export function removeParts(graph: Graph, nodes: ReadonlySet<string>, edges: ReadonlySet<string>): Graph {
  const starts = graph.nodes.filter(({ type }) => type === 'start');
  const keeps = starts.every(({ id }) => nodes.has(id)) ? starts[0]?.id : undefined;
  const gone = new Set([...nodes].filter((id) => id !== keeps && nodeOf(graph, id)));
  const lines = graph.edges.filter((edge) => !edges.has(edge.id) && !gone.has(edge.from) && !gone.has(edge.to));
  if (gone.size === 0 && lines.length === graph.edges.length) return graph;
  return {
    ...graph,
    nodes: graph.nodes
      .filter((node) => !gone.has(node.id))
      .map((node) => {
        const members = node.config.nodes;
        if (node.type !== 'group' || !Array.isArray(members)) return node;
        const left = members.filter((member) => typeof member !== 'string' || !gone.has(member));
        return left.length === members.length ? node : { ...node, config: { ...node.config, nodes: left } };
      }),
    edges: lines,
  };
}

/** Takes steps out and joins what led to each with what followed it, where that is one thing. */
export function dissolve(graph: Graph, id: string): Graph {
  const node = nodeOf(graph, id);
  const onward = node && outputsOf(node).main.flatMap(({ handle }) => lineOf(graph, id, handle) ?? []);
  const next = onward?.length === 1 ? onward[0]?.to : undefined;
  if (!next || next === id) return removeParts(graph, new Set([id]), new Set());
  const joined = graph.edges.map((edge) => (edge.to === id && edge.from !== id ? { ...edge, to: next } : edge));
  return removeParts({ ...graph, edges: joined }, new Set([id]), new Set());
}

export function lineOf(graph: Graph, from: string, handle: string): FlowEdge | undefined {
  return graph.edges.find((edge) => edge.from === from && edge.handle === handle);
}

export function changeNode(graph: Graph, id: string, change: Partial<Omit<FlowNode, 'id' | 'type'>>): Graph {
  const node = nodeOf(graph, id);
  if (!node) return graph;
  const next = { ...node, ...change };
  if (next.notes === '') delete next.notes;
  const nodes = graph.nodes.map((one) => (one.id === id ? next : one));
  return { ...graph, nodes, edges: change.config ? followExits(graph.edges, node, next) : graph.edges };
}

export function setField(graph: Graph, id: string, path: readonly (string | number)[], value: Json | undefined): Graph {
  const node = nodeOf(graph, id);
  const config = node && write(node.config, path, value);
  return isObject(config) ? changeNode(graph, id, { config }) : graph;
}

/** Lines follow an exit whose id was changed in its place, and go with an exit that is gone. */
function followExits(edges: FlowEdge[], before: FlowNode, after: FlowNode): FlowEdge[] {
  const old = outputsOf(before).main.map(({ handle }) => handle);
  const now = outputsOf(after).main.map(({ handle }) => handle);
  if (old.join('\n') === now.join('\n')) return edges;
  const renamed = new Map<string, string>();
  if (old.length === now.length) {
    old.forEach((handle, place) => {
      const next = now[place];
      if (next !== undefined && next !== handle && !now.includes(handle) && !old.includes(next)) {
        renamed.set(handle, next);
      }
    });
  }
  return edges.flatMap((edge) => {
    if (edge.from !== before.id || !old.includes(edge.handle) || now.includes(edge.handle)) return [edge];
    const next = renamed.get(edge.handle);
    return next === undefined ? [] : [{ ...edge, handle: next }];
  });
}

/** Another name, unique; `{{nodes.<name>}}` in all other steps follows. */
export function renameNode(graph: Graph, id: string, typed: string): Graph {
  const node = nodeOf(graph, id);
  if (!node) return graph;
  const others = new Set(graph.nodes.filter((one) => one.id !== id).map(({ name }) => name));
  const name = freeName(slug(typed) || node.type, others);
  if (name === node.name) return graph;
  return renameReferences(changeNode(graph, id, { name }), new Map([[node.name, name]]));
}

export function moveNodes(graph: Graph, places: ReadonlyMap<string, Position>): Graph {
  let changed = false;
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place || (place.x === node.position.x && place.y === node.position.y)) return node;
    changed = true;
    return { ...node, position: place };
  });
  return changed ? { ...graph, nodes } : graph;
}

/** A checker's way out. */
export function applyEdits(graph: Graph, edits: readonly Edit[]): Graph {
  return edits.reduce(applyEdit, graph);
}

function applyEdit(graph: Graph, edit: Edit): Graph {
  switch (edit.do) {
    case 'add_node_after': {
      const from = nodeOf(graph, edit.node);
      if (!from) return graph;
      const made = makeNode(graph, edit.kind, placeAfter(graph, from, edit.handle), edit.config);
      return connect({ ...graph, nodes: [...graph.nodes, made] }, edit.node, edit.handle, made.id);
    }
    case 'insert_before':
      return insertBefore(graph, edit.node, edit.kind, edit.config, edit.handle);
    case 'remove_edge':
      return removeParts(graph, new Set(), new Set([edit.edge]));
    case 'remove_node':
      return removeParts(graph, new Set([edit.node]), new Set());
    case 'rename_node':
      return renameNode(graph, edit.node, edit.name);
    case 'set_field':
      return setField(graph, edit.node, parsePath(edit.field), edit.value);
    case 'add_variable':
      return graph.variables.some(({ name }) => name === edit.name)
        ? graph
        : { ...graph, variables: [...graph.variables, { name: edit.name, type: edit.kind }] };
  }
}

/** A frame around steps. */
export function groupNodes(graph: Graph, ids: ReadonlySet<string>): { graph: Graph; id: string } | null {
  const inside = graph.nodes.filter((node) => ids.has(node.id) && node.type !== 'group');
  if (inside.length === 0) return null;
  const left = Math.min(...inside.map(({ position }) => position.x)) - 32;
  const top = Math.min(...inside.map(({ position }) => position.y)) - 56;
  const right = Math.max(...inside.map((node) => node.position.x + cardOf(node).width)) + 32;
  const bottom = Math.max(...inside.map((node) => node.position.y + cardOf(node).height)) + 40;
  const config = {
    title: '',
    nodes: inside.map(({ id }) => id),
    color: 'grey',
    width: right - left,
    height: bottom - top,
  };
  const node = { ...makeNode(graph, 'group', { x: left, y: top }, config), position: { x: left, y: top } };
  return { graph: { ...graph, nodes: [node, ...graph.nodes] }, id: node.id };
}

/** Frames take in the steps that were moved into them, and let go of those that were moved out. */
export function regroup(graph: Graph, moved: ReadonlySet<string>): Graph {
  let changed = false;
  const steps = graph.nodes.filter((node) => moved.has(node.id) && node.type !== 'group');
  const nodes = graph.nodes.map((group) => {
    if (group.type !== 'group') return group;
    const members = Array.isArray(group.config.nodes) ? group.config.nodes : [];
    const { width, height } = cardOf(group);
    const next = new Set(members);
    for (const step of steps) {
      const card = cardOf(step);
      const x = step.position.x + card.width / 2 - group.position.x;
      const y = step.position.y + card.height / 2 - group.position.y;
      if (x > 0 && y > 0 && x < width && y < height) next.add(step.id);
      else next.delete(step.id);
    }
    const same = next.size === members.length && members.every((member) => next.has(member));
    if (same) return group;
    changed = true;
    return { ...group, config: { ...group.config, nodes: [...next] } };
  });
  return changed ? { ...graph, nodes } : graph;
}
