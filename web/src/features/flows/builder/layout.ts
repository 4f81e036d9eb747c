// Tidying up: columns from left to right, each step beside what leads to it at the height of the exit, so that lines run straight and do not cross.
// Pure, so that a worker can do it for large graphs.
import type { Position } from '~/api/flows-types';

export interface LayoutNode extends Position {
  id: string;
  width: number;
  height: number;
  start: boolean;
}

export interface LayoutInput {
  nodes: LayoutNode[];
  /** `y` is how far below the card's top the line leaves. */
  edges: { from: string; to: string; failure: boolean; y: number }[];
}

const GAP_X = 80;
const GAP_Y = 40;
/** Lines arrive so far below a card's top. */
const ENTRY = 22;

/** New places by id; the start (or the first step) stays where it is. */
export function tidy({ nodes, edges }: LayoutInput): [string, Position][] {
  const anchor = nodes.find(({ start }) => start) ?? nodes[0];
  if (!anchor) return [];
  const ids = new Set(nodes.map(({ id }) => id));
  const lines = forward(
    nodes,
    edges.filter(({ from, to }) => ids.has(from) && ids.has(to) && from !== to),
    anchor.id,
  );
  const columns = inColumns(nodes, lines);
  const placed = place(columns, lines);
  const at = placed.get(anchor.id) ?? { x: 0, y: 0 };
  return [...placed].map(([id, { x, y }]) => [id, { x: round(x - at.x + anchor.x), y: round(y - at.y + anchor.y) }]);
}

const round = (value: number) => Math.round(value / 8) * 8;

type Lines = LayoutInput['edges'];

/** Without the lines that lead back: what is left has an order. */
function forward(nodes: readonly LayoutNode[], edges: Lines, first: string): Lines {
  const leaving = groupBy(edges, ({ from }) => from);
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<Lines[number]>();
  for (const root of [first, ...nodes.map(({ id }) => id)]) {
    if (state.has(root)) continue;
    const stack = [{ id: root, next: 0 }];
    state.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const line = leaving.get(top.id)?.[top.next];
      if (!line) {
        state.set(top.id, 'done');
        stack.pop();
        continue;
      }
      top.next += 1;
      if (state.get(line.to) === 'open') back.add(line);
      if (state.has(line.to)) continue;
      state.set(line.to, 'open');
      stack.push({ id: line.to, next: 0 });
    }
  }
  return edges.filter((line) => !back.has(line));
}

/** The column of a step is one after the last of those that lead to it. */
function inColumns(nodes: readonly LayoutNode[], lines: Lines): LayoutNode[][] {
  const leaving = groupBy(lines, ({ from }) => from);
  const waiting = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { to } of lines) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const rank = new Map(nodes.map(({ id }) => [id, 0]));
  const queue = nodes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id);
  for (const id of queue) {
    for (const { to } of leaving.get(id) ?? []) {
      rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 1) - 1;
      waiting.set(to, left);
      if (left === 0) queue.push(to);
    }
  }
  const columns: LayoutNode[][] = [];
  for (const node of nodes) {
    const at = rank.get(node.id) ?? 0;
    columns[at] = [...(columns[at] ?? []), node];
  }
  return columns.filter(Boolean);
}

function place(columns: readonly LayoutNode[][], lines: Lines): Map<string, Position> {
  const arriving = groupBy(lines, ({ to }) => to);
  const placed = new Map<string, Position>();
  let x = 0;
  for (const column of columns) {
    const wanted = column.map((node, index) => {
      const ways = (arriving.get(node.id) ?? []).flatMap(({ from, y, failure }) => {
        const at = placed.get(from);
        return at ? [{ y: at.y + y - ENTRY, failure }] : [];
      });
      // Failures follow where the work goes; they do not pull it down.
      const telling = ways.some(({ failure }) => !failure) ? ways.filter(({ failure }) => !failure) : ways;
      const best = Math.min(...telling.map((way) => way.y));
      return { node, y: telling.length === 0 ? index * (node.height + GAP_Y) : best };
    });
    wanted.sort((a, b) => a.y - b.y);
    for (const { node, y } of stacked(wanted)) placed.set(node.id, { x, y });
    x += Math.max(...column.map(({ width }) => width)) + GAP_X;
  }
  return placed;
}

interface Wanted {
  node: LayoutNode;
  y: number;
}

/** In this order and without overlap, as near as can be to where each wants to be. */
function stacked(wanted: readonly Wanted[]): Wanted[] {
  // Neighbours that push each other become one block, which stands at the mean of what its members want.
  const blocks: { items: Wanted[]; offsets: number[]; height: number; y: number }[] = [];
  for (const item of wanted) {
    let block = { items: [item], offsets: [0], height: item.node.height, y: item.y };
    for (let before = blocks.at(-1); before && before.y + before.height + GAP_Y > block.y; before = blocks.at(-1)) {
      blocks.pop();
      const shift = before.height + GAP_Y;
      const items = [...before.items, ...block.items];
      const offsets = [...before.offsets, ...block.offsets.map((offset) => offset + shift)];
      const y = items.reduce((sum, one, index) => sum + one.y - (offsets[index] ?? 0), 0) / items.length;
      block = { items, offsets, height: shift + block.height, y };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ items, offsets, y }) =>
    items.map(({ node }, index) => ({ node, y: y + (offsets[index] ?? 0) })),
  );
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
