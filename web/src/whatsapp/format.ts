// WhatsApp's markup as a tree: *bold* _italic_ ~strike~ `code` ```mono```, quotes, lists and links. Never throws, never drops a letter.
import { type Inline, inlines } from './format-inline';

export type { Inline } from './format-inline';

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'bullets'; items: Inline[][] }
  | { kind: 'numbers'; items: { value: number; children: Inline[] }[] }
  | { kind: 'mono'; text: string };

/** Quotes inside quotes deeper than this stay as they were typed. */
const MAX_DEPTH = 3;
const FENCE = '```';

const quoteLine = /^> (.*)$/;
const bulletLine = /^[-*] +(\S.*)$/;
const numberLine = /^(0|[1-9]\d{0,2})\. +(\S.*)$/;

/** Reads a message's text. */
export function parse(source: string): Block[] {
  return segments(source.replace(/\r\n?/g, '\n')).flatMap((segment) =>
    segment.kind === 'mono' ? [segment] : lines(segment.text.split('\n'), 0),
  );
}

/** The text without its markup, in one line: for previews, labels and search. */
export function plain(source: string): string {
  return parse(source).map(blockText).join(' ').replace(/\s+/g, ' ').trim();
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineText(block.children);
    case 'quote':
      return block.children.map(blockText).join('\n');
    case 'bullets':
      return block.items.map(inlineText).join('\n');
    case 'numbers':
      return block.items.map((item) => `${item.value}. ${inlineText(item.children)}`).join('\n');
    case 'mono':
      return block.text;
  }
}

export function inlineText(children: Inline[]): string {
  return children.map((child) => ('children' in child ? inlineText(child.children) : child.text)).join('');
}

type Segment = { kind: 'text'; text: string } | { kind: 'mono'; text: string };

/** Cuts out ```blocks``` that span lines; those on one line are left for the line itself. */
function segments(source: string): Segment[] {
  const found: Segment[] = [];
  let from = 0;
  let open = source.indexOf(FENCE);
  while (open !== -1) {
    const close = source.indexOf(FENCE, open + FENCE.length);
    if (close === -1) break;
    const inside = source.slice(open + FENCE.length, close);
    if (inside.trim() !== '' && inside.includes('\n')) {
      pushText(found, source.slice(from, open).replace(/\n$/, ''), open > from);
      found.push({ kind: 'mono', text: inside.replace(/^\n/, '').replace(/\n$/, '') });
      from = close + FENCE.length;
      if (source[from] === '\n') from += 1;
      open = source.indexOf(FENCE, from);
    } else {
      open = inside.trim() === '' ? close : source.indexOf(FENCE, close + FENCE.length);
    }
  }
  pushText(found, source.slice(from), from < source.length);
  return found;
}

function pushText(found: Segment[], text: string, present: boolean): void {
  if (present) found.push({ kind: 'text', text });
}

function lines(source: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let quoted: string[] = [];
  let plainLines: string[] = [];
  const endQuote = () => {
    if (quoted.length > 0) blocks.push({ kind: 'quote', children: lines(quoted, depth + 1) });
    quoted = [];
  };
  const endParagraph = () => {
    if (plainLines.length > 0) blocks.push({ kind: 'paragraph', children: paragraph(plainLines) });
    plainLines = [];
  };
  for (const line of source) {
    const quote = depth < MAX_DEPTH ? quoteLine.exec(line)?.[1] : undefined;
    if (quote !== undefined) {
      endParagraph();
      quoted.push(quote);
      continue;
    }
    endQuote();
    const item = listItem(line);
    if (item === null) {
      plainLines.push(line);
      continue;
    }
    endParagraph();
    addItem(blocks, item);
  }
  endQuote();
  endParagraph();
  return blocks;
}

type Item = { value: number | null; children: Inline[] };

function listItem(line: string): Item | null {
  const bullet = bulletLine.exec(line)?.[1];
  if (bullet !== undefined) return { value: null, children: inlines(bullet) };
  const [, value, rest] = numberLine.exec(line) ?? [];
  return value === undefined || rest === undefined ? null : { value: Number(value), children: inlines(rest) };
}

function addItem(blocks: Block[], item: Item): void {
  const last = blocks.at(-1);
  if (item.value === null) {
    if (last?.kind === 'bullets') last.items.push(item.children);
    else blocks.push({ kind: 'bullets', items: [item.children] });
  } else if (last?.kind === 'numbers') last.items.push({ value: item.value, children: item.children });
  else blocks.push({ kind: 'numbers', items: [{ value: item.value, children: item.children }] });
}

function paragraph(source: string[]): Inline[] {
  const children: Inline[] = [];
  source.forEach((line, index) => {
    if (index > 0) children.push({ kind: 'text', text: '\n' });
    children.push(...inlines(line));
  });
  return children;
}
