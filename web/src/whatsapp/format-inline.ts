// The markup within one line: nested bold, italic and strike by one pass over the marks; code and links are cut out first, so nothing inside them is read as markup.
import { links } from './links';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string; host: string | null };

type Span = { start: number; end: number; node: Inline };
type Mark = '*' | '_' | '~';
type Open = { mark: Mark | null; children: Inline[] };

const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const word = /[\p{L}\p{N}\p{M}]/u;
const space = /\s/u;

/** Reads one line. */
export function inlines(line: string): Inline[] {
  const spans = atoms(line);
  const stack: Open[] = [{ mark: null, children: [] }];
  let at = 0;
  for (const span of [...spans, { start: line.length, end: line.length, node: null }]) {
    while (at < span.start) at = step(line, at, span.start, stack);
    if (span.node) top(stack).children.push(span.node);
    at = span.end;
  }
  while (stack.length > 1) flatten(stack);
  return top(stack).children;
}

/** Takes a run of text or one mark, and says where to go on. */
function step(line: string, at: number, end: number, stack: Open[]): number {
  const mark = markAt(line, at);
  if (mark === null) {
    let to = at + 1;
    while (to < end && markAt(line, to) === null) to += 1;
    addText(top(stack).children, line.slice(at, to));
    return to;
  }
  const opened = stack.findLastIndex((open) => open.mark === mark);
  if (opened > 0 && closes(line, at) && (opened < stack.length - 1 || top(stack).children.length > 0)) {
    while (stack.length - 1 > opened) flatten(stack);
    const { children } = stack.pop() ?? { children: [] };
    top(stack).children.push({ kind: kinds[mark], children });
  } else if (opened === -1 && opens(line, at)) {
    stack.push({ mark, children: [] });
  } else {
    addText(top(stack).children, mark);
  }
  return at + 1;
}

/** A mark that was never closed is only a letter. */
function flatten(stack: Open[]): void {
  const open = stack.pop();
  const parent = top(stack).children;
  if (open?.mark) addText(parent, open.mark);
  for (const child of open?.children ?? []) {
    if (child.kind === 'text') addText(parent, child.text);
    else parent.push(child);
  }
}

function top(stack: Open[]): Open {
  return stack.at(-1) ?? { mark: null, children: [] };
}

function addText(children: Inline[], text: string): void {
  const last = children.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text !== '') children.push({ kind: 'text', text });
}

function markAt(line: string, at: number): Mark | null {
  const letter = line[at];
  return letter === '*' || letter === '_' || letter === '~' ? letter : null;
}

/** A mark opens at the edge of a word, when something other than a space or itself follows. */
function opens(line: string, at: number): boolean {
  const after = line[at + 1];
  return !isWord(before(line, at)) && after !== undefined && after !== line[at] && !space.test(after);
}

/** A mark closes behind a letter, at the edge of a word. */
function closes(line: string, at: number): boolean {
  const previous = line[at - 1];
  return previous !== undefined && !space.test(previous) && !isWord(after(line, at));
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && word.test(letter);
}

/** The whole character before a position, also when it takes two code units. */
function before(line: string, at: number): string | undefined {
  const low = line[at - 1];
  const high = line[at - 2];
  return low !== undefined && high !== undefined && /[\uDC00-\uDFFF]/.test(low) ? high + low : low;
}

function after(line: string, at: number): string | undefined {
  const point = line.codePointAt(at + 1);
  return point === undefined ? undefined : String.fromCodePoint(point);
}

/** Code and links of a line, in order, never overlapping. */
function atoms(line: string): Span[] {
  const code = codeSpans(line);
  const inside = (start: number) => code.some((span) => start >= span.start && start < span.end);
  const linked = links(line)
    .filter((link) => !inside(link.start) && !inside(link.end - 1))
    .map(({ start, end, href, host }): Span => {
      return { start, end, node: { kind: 'link', text: line.slice(start, end), href, host } };
    });
  return [...code, ...linked].sort((one, other) => one.start - other.start);
}

function codeSpans(line: string): Span[] {
  const spans: Span[] = [];
  let at = line.indexOf('`');
  let single = true;
  while (at !== -1) {
    const fence = line.startsWith('```', at) ? 3 : 1;
    const close = fence === 3 ? fenceEnd(line, at) : single ? codeEnd(line, at) : -1;
    if (close === -1) {
      if (fence === 1) single = single && !opens(line, at);
      at = line.indexOf('`', at + fence);
      continue;
    }
    spans.push({ start: at, end: close + fence, node: { kind: 'code', text: line.slice(at + fence, close) } });
    at = line.indexOf('`', close + fence);
  }
  return spans;
}

function fenceEnd(line: string, at: number): number {
  const close = line.indexOf('```', at + 3);
  return close === -1 || line.slice(at + 3, close).trim() === '' ? -1 : close;
}

function codeEnd(line: string, at: number): number {
  if (!opens(line, at)) return -1;
  let close = line.indexOf('`', at + 2);
  while (close !== -1 && !closes(line, close)) close = line.indexOf('`', close + 1);
  return close;
}
