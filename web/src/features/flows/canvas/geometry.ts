// How large a card is and where its handles are: worked out from the node, so that lines and layout need no measuring.
import type { FlowNode, JsonObject } from '~/api/flows-types';
import { number } from '~/whatsapp/read';
import { entryOf, isDrawnOnly } from './catalog';
import { type Output, outputsOf } from './exits';
import { linesOf, summaryOf } from './summary';

export const WIDTH = 240;
export const HEAD = 44;
export const ROW = 26;
const LINE = 16;
const BODY_PADDING = 12;
const FOOT = 6;
/** The first failure handle and the way to the next. */
const FAILURE_START = 20;
const FAILURE_STEP = 18;

export interface Card {
  width: number;
  height: number;
  /** Lines of content, 0 to 2. */
  lines: 0 | 1 | 2;
  /** Exits with a row of their own. */
  rows: readonly Output[];
  /** The one exit that needs no row: its handle is beside the title. */
  single: Output | null;
  /** Exits that lines use and the settings no longer have. */
  stale: readonly string[];
  failures: readonly Output[];
  /** A line may lead here. */
  enters: boolean;
}

export interface HandlePlace {
  id: string;
  x: number;
  y: number;
  side: 'start' | 'end' | 'bottom';
}

const none: readonly string[] = [];
const known = new WeakMap<JsonObject, { type: string; stale: string; card: Card }>();

export function cardOf(node: FlowNode, stale: readonly string[] = none): Card {
  const key = stale.join('\n');
  const before = known.get(node.config);
  if (before?.type === node.type && before.stale === key) return before.card;
  const card = isDrawnOnly(node.type) ? drawnCard(node) : stepCard(node, stale);
  known.set(node.config, { type: node.type, stale: key, card });
  return card;
}

function stepCard(node: FlowNode, stale: readonly string[]): Card {
  const { main, failures } = outputsOf(node);
  const lines = linesOf(summaryOf(node));
  const only = main.length === 1 && stale.length === 0 ? main[0] : undefined;
  const single = only && !only.handle.includes(':') ? only : null;
  const rows = single ? [] : main;
  const count = rows.length + stale.length;
  const body = lines === 0 ? 0 : lines * LINE + BODY_PADDING;
  return {
    width: WIDTH,
    height: HEAD + body + count * ROW + (count > 0 ? FOOT : 0),
    lines,
    rows,
    single,
    stale,
    failures,
    enters: node.type !== 'start',
  };
}

function drawnCard({ type, config }: FlowNode): Card {
  const isGroup = type === 'group';
  return {
    width: number(config.width) || (isGroup ? 560 : 200),
    height: number(config.height) || (isGroup ? 360 : 120),
    lines: 0,
    rows: [],
    single: null,
    stale: none,
    failures: [],
    enters: false,
  };
}

/** Where the first row begins. */
export function rowsTop(card: Card): number {
  return HEAD + (card.lines === 0 ? 0 : card.lines * LINE + BODY_PADDING);
}

export function failureX(index: number): number {
  return FAILURE_START + index * FAILURE_STEP;
}

/** All places where a line can leave or arrive, from the card's corner. */
export function handlesOf(card: Card): HandlePlace[] {
  const places: HandlePlace[] = [];
  if (card.enters) places.push({ id: 'in', x: 0, y: HEAD / 2, side: 'start' });
  if (card.single) places.push({ id: card.single.handle, x: card.width, y: HEAD / 2, side: 'end' });
  const ids = [...card.rows.map(({ handle }) => handle), ...card.stale];
  ids.forEach((id, index) => {
    places.push({ id, x: card.width, y: rowsTop(card) + ROW * index + ROW / 2, side: 'end' });
  });
  card.failures.forEach(({ handle }, index) => {
    places.push({ id: handle, x: failureX(index), y: card.height, side: 'bottom' });
  });
  return places;
}

/** Exits that lines use although the node has them no more. */
export function staleHandles(node: FlowNode, used: readonly string[]): readonly string[] {
  if (!entryOf(node.type) || used.length === 0) return none;
  const { main, failures } = outputsOf(node);
  const stale = used.filter(
    (handle) =>
      !main.some((output) => output.handle === handle) && !failures.some((output) => output.handle === handle),
  );
  return stale.length === 0 ? none : stale;
}
