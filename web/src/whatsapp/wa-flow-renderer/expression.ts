// What `${…}` and backtick expressions in a WhatsApp Flow give on a customer's screen. Nothing fails: what is missing is null, which is false, empty and zero.
// The same semantics as the server's own reading of Flow JSON; the tests of both use the same examples.
import { type Fields, isFields } from '../read';

/** Everything a screen can see: the data or the form of a screen; no screen means the present one. */
export type Scope = (screen: string | null, store: 'data' | 'form') => Fields | undefined;

type Operator = '||' | '&&' | '==' | '!=' | '<=' | '>=' | '<' | '>' | '+' | '-' | '/' | '%';
type Node =
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'reference'; screen: string | null; store: 'data' | 'form'; path: string[] }
  | { kind: 'not'; inner: Node }
  | { kind: 'pair'; operator: Operator; left: Node; right: Node }
  | { kind: 'joined'; parts: Node[] };
type Token = { kind: 'node'; node: Node } | { kind: 'operator'; operator: Operator } | { kind: '!' | '(' | ')' };

const strength: Record<Operator, number> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '/': 6,
  '%': 6,
};
const MAX_CHARS = 4096;
const MAX_DEPTH = 32;

/** Values in properties and payloads with every expression replaced, at any depth. Texts that are none stay. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') {
    const node = read(value);
    return node === null ? value : workOut(node, scope);
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (isFields(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, scope)]));
  return value;
}

/** The condition of an `If`, with or without backticks; one that cannot be read is false. */
export function holds(condition: unknown, scope: Scope): boolean {
  if (typeof condition === 'boolean') return condition;
  if (typeof condition !== 'string') return false;
  const bare = condition.trim();
  const node = parse(/^`[\s\S]*`$/.test(bare) ? bare.slice(1, -1) : bare);
  return node !== null && workOut(node, scope) === true;
}

export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(asText).join(', ') : '';
}

/** An own member; what every object inherits is none. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

const memo = new Map<string, Node | null>();

/** What a dynamic text says; null when it stands as it is. */
function read(text: string): Node | null {
  if (!text.startsWith('`') && !text.startsWith('${')) return null;
  const known = memo.get(text);
  if (known !== undefined) return known;
  const inside = /^`([\s\S]*)`$/.exec(text)?.[1];
  const named = /^\$\{([^}]*)\}$/.exec(text)?.[1];
  const node = inside !== undefined ? parse(inside) : named !== undefined ? reference(named) : null;
  if (memo.size > 2000) memo.clear();
  memo.set(text, node);
  return node;
}

function parse(text: string): Node | null {
  if (text.length > MAX_CHARS) return null;
  try {
    const tokens = lex(text);
    const parser = { tokens, at: 0 };
    const node = joined(parser, 0);
    return parser.at === tokens.length ? node : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

function reference(inside: string): Node | null {
  const steps = inside.split('.');
  const isGlobal = steps[0] === 'screen';
  const screen = isGlobal ? (steps[1] ?? '') : null;
  const store = isGlobal ? steps[2] : steps[0];
  const path = steps.slice(isGlobal ? 3 : 1);
  if (screen === '' || (store !== 'data' && store !== 'form')) return null;
  if (path.length === 0 || path.length > 32 || path.some((step) => step === '' || /[\s${}`'"]/.test(step))) return null;
  return { kind: 'reference', screen, store, path };
}

const lexeme =
  /\s+|\$\{([^}]*)\}|'((?:\\[\s\S]|[^'\\])*)'|(\d+(?:\.\d+)?)|(true|false)(?![\p{L}\d_])|(\|\||&&|==|!=|<=|>=|[<>+\-/%])|([!()])/uy;

function lex(text: string): Token[] {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  for (let at = 0; at < text.length; at = lexeme.lastIndex) {
    lexeme.lastIndex = at;
    const match = lexeme.exec(text);
    if (match === null) throw new Unreadable();
    const [, named, quoted, digits, flag, operator, sign] = match;
    const node = (value: Node) => tokens.push({ kind: 'node', node: value });
    if (named !== undefined) {
      const found = reference(named);
      if (found === null) throw new Unreadable();
      node(found);
    } else if (quoted !== undefined) node({ kind: 'literal', value: quoted.replace(/\\([\s\S])/g, '$1') });
    else if (digits !== undefined) node({ kind: 'literal', value: Number(digits) });
    else if (flag !== undefined) node({ kind: 'literal', value: flag === 'true' });
    else if (isOperator(operator)) tokens.push({ kind: 'operator', operator });
    else if (sign === '!' || sign === '(' || sign === ')') tokens.push({ kind: sign });
  }
  return tokens;
}

function isOperator(value: string | undefined): value is Operator {
  return value !== undefined && Object.hasOwn(strength, value);
}

interface Parser {
  tokens: Token[];
  at: number;
}

function joined(parser: Parser, depth: number): Node {
  const parts = [pair(parser, 1, depth)];
  while (['node', '!', '('].includes(parser.tokens[parser.at]?.kind ?? '')) parts.push(pair(parser, 1, depth));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'joined', parts };
}

function pair(parser: Parser, weakest: number, depth: number): Node {
  let left = single(parser, depth);
  for (let chained = 0; ; chained += 1) {
    const token = parser.tokens[parser.at];
    if (token?.kind !== 'operator' || strength[token.operator] < weakest) return left;
    if (chained >= MAX_DEPTH) throw new Unreadable();
    parser.at += 1;
    left = { kind: 'pair', operator: token.operator, left, right: pair(parser, strength[token.operator] + 1, depth) };
  }
}

function single(parser: Parser, depth: number): Node {
  const token = parser.tokens[parser.at];
  parser.at += 1;
  if (!token || depth >= MAX_DEPTH) throw new Unreadable();
  if (token.kind === 'node') return token.node;
  if (token.kind === '!') return { kind: 'not', inner: single(parser, depth + 1) };
  if (token.kind === 'operator' && token.operator === '-') {
    const next = parser.tokens[parser.at];
    if (next?.kind === 'node' && next.node.kind === 'literal' && typeof next.node.value === 'number') {
      parser.at += 1;
      return { kind: 'literal', value: -next.node.value };
    }
  }
  if (token.kind !== '(') throw new Unreadable();
  const inner = joined(parser, depth + 1);
  if (parser.tokens[parser.at]?.kind !== ')') throw new Unreadable();
  parser.at += 1;
  return inner;
}

function workOut(node: Node, scope: Scope): unknown {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'reference': {
      let found: unknown = scope(node.screen, node.store);
      for (const step of node.path) {
        const isPlace = !Array.isArray(found) || /^\d+$/.test(step);
        found = isPlace ? own(found, step) : undefined;
      }
      return found ?? null;
    }
    case 'not':
      return workOut(node.inner, scope) !== true;
    case 'joined':
      return node.parts.map((part) => asText(workOut(part, scope))).join('');
    case 'pair':
      return work(node, scope);
  }
}

function work({ operator, ...sides }: Extract<Node, { kind: 'pair' }>, scope: Scope): unknown {
  const left = workOut(sides.left, scope);
  if (operator === '||' && left === true) return true;
  if (operator === '&&' && left !== true) return false;
  const right = workOut(sides.right, scope);
  const from = numberOf(left);
  const to = numberOf(right);
  switch (operator) {
    case '||':
    case '&&':
      return right === true;
    case '==':
      return equals(left, right);
    case '!=':
      return !equals(left, right);
    case '<':
      return from < to;
    case '<=':
      return from <= to;
    case '>':
      return from > to;
    case '>=':
      return from >= to;
    case '+':
      return from + to;
    case '-':
      return from - to;
    // Meta: division or remainder by zero or null gives zero.
    case '/':
      return to === 0 ? 0 : from / to;
    case '%':
      return to === 0 ? 0 : from % to;
  }
}

/** What was not entered yet equals an empty text, as Meta's examples need it; numbers that were typed are numbers. */
function equals(left: unknown, right: unknown): boolean {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    if (one === null && typeof other === 'string') return other === '';
    if (one === null && typeof other === 'boolean') return !other;
    if (typeof one === 'number' && (typeof other === 'string' || typeof other === 'number'))
      return numberOf(one) === numberOf(other);
  }
  return same(left, right);
}

function numberOf(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

/** Are two JSON values the same, whatever the order of their members? */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isFields(one) || !isFields(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}
