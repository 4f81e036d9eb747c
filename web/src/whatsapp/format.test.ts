// What WhatsApp's markup means, and that no text, however odd, breaks it or loses a letter.
import { describe, expect, it } from 'vitest';
import { type Block, parse, plain } from './format';
import type { Inline } from './format-inline';

/** A short notation for trees: b(…) i(…) s(…) c(…) a(text→href). */
function draw(blocks: Block[]): string {
  return blocks.map(drawBlock).join(' | ');
}
function drawBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inline(block.children);
    case 'quote':
      return `q[${draw(block.children)}]`;
    case 'bullets':
      return `ul[${block.items.map(inline).join('; ')}]`;
    case 'numbers':
      return `ol[${block.items.map((item) => `${item.value}=${inline(item.children)}`).join('; ')}]`;
    case 'mono':
      return `pre[${block.text}]`;
  }
}
function inline(children: Inline[]): string {
  return children.map(drawInline).join('');
}
function drawInline(child: Inline): string {
  switch (child.kind) {
    case 'text':
      return child.text;
    case 'code':
      return `c(${child.text})`;
    case 'link':
      return `a(${child.text}→${child.href}${child.host ? ` !${child.host}` : ''})`;
    case 'bold':
    case 'italic':
    case 'strike':
      return `${child.kind.charAt(0)}(${inline(child.children)})`;
  }
}
const check = (source: string, tree: string) => expect(draw(parse(source))).toBe(tree);

describe('marks', () => {
  it.each([
    ['*bold* and _italic_ and ~struck~', 'b(bold) and i(italic) and s(struck)'],
    ['`code` and ```mono```', 'c(code) and c(mono)'],
    ['*bold _both ~three~_*', 'b(bold i(both s(three)))'],
    ['_*x*_', 'i(b(x))'],
    ['(*x*), "_y_"!', '(b(x)), "i(y)"!'],
    ['*Größe* 😀*x*😀', 'b(Größe) 😀b(x)😀'],
    ['*2 * 3*', 'b(2 * 3)'],
  ])('%s', check);

  it.each([
    ['snake_case_name', 'snake_case_name'],
    ['2*3*4', '2*3*4'],
    ['naïve_é_x', 'naïve_é_x'],
    ['𝒳_𝒴_𝒵', '𝒳_𝒴_𝒵'],
    ['* not bold*', 'ul[not bold*]'],
    ['a * b * c', 'a * b * c'],
    ['*open only', '*open only'],
    ['close only*', 'close only*'],
    ['*open\nnext*', '*open\nnext*'],
    ['** ~~ __ ``', '** ~~ __ ``'],
    ['``` ```', '``` ```'],
    ['*a _b* c_', 'b(a _b) c_'],
    ['*a*b*', 'b(a*b)'],
    ['**x**', '*b(x)*'],
  ])('keeps literal: %s', check);

  it('reads no markup inside code', () => check('`*a* _b_` *c*', 'c(*a* _b_) b(c)'));
  it('reads no markup inside addresses', () =>
    check('https://a.example/x_y_z *b*', 'a(https://a.example/x_y_z→https://a.example/x_y_z) b(b)'));
});

describe('blocks', () => {
  it.each([
    ['> one\n> two\nthree', 'q[one\ntwo] | three'],
    ['>not a quote', '>not a quote'],
    ['> - a\n> - b', 'q[ul[a; b]]'],
    ['- a\n* *b*\ntext', 'ul[a; b(b)] | text'],
    ['1. one\n2. _two_\n\n7. seven', 'ol[1=one; 2=i(two)] |  | ol[7=seven]'],
    ['007. Bond', '007. Bond'],
    ['-a\n1.b', '-a\n1.b'],
    ['see:\n```\n- x\n  *y*\n```\nend', 'see: | pre[- x\n  *y*] | end'],
    ['a\r\n- b', 'a | ul[b]'],
    ['> > > > deep', 'q[q[q[> deep]]]'],
  ])('%j', check);
});

describe('links', () => {
  it.each([
    ['go to https://example.com/a?b=c.', 'go to a(https://example.com/a?b=c→https://example.com/a?b=c).'],
    ['*https://example.com*', 'b(a(https://example.com→https://example.com/))'],
    ['(see https://en.example/wiki/A_(b))', '(see a(https://en.example/wiki/A_(b)→https://en.example/wiki/A_(b)))'],
    ['www.example.com, ok', 'a(www.example.com→https://www.example.com/), ok'],
    ['write to ana@shop.example!', 'write to a(ana@shop.example→mailto:ana@shop.example)!'],
    ['tel:+15550104477', 'a(tel:+15550104477→tel:+15550104477)'],
    ['`https://example.com`', 'c(https://example.com)'],
  ])('%s', check);

  it('shows the real host of an address in another alphabet', () =>
    check(
      'https://аррӏе.com/login',
      'a(https://аррӏе.com/login→https://xn--80ak6aa92e.com/login !xn--80ak6aa92e.com)',
    ));
  it('shows the real host behind a user name', () =>
    check(
      'https://bank.com@evil.example/',
      'a(https://bank.com@evil.example/→https://bank.com@evil.example/ !evil.example)',
    ));
  it('shows a number written oddly as the address it is', () =>
    check('http://0x7f.0.0.1/', 'a(http://0x7f.0.0.1/→http://127.0.0.1/ !127.0.0.1)'));

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://x.example/%0aalert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'vbscript:x',
    'xhttps://e.com',
  ])('never links %s', (source) => {
    const found = JSON.stringify(parse(source));
    expect(found).not.toMatch(/"href":"(?!https?:|mailto:|tel:)/);
    if (!source.includes('x.example')) expect(found).not.toContain('"href"');
  });
});

describe('any text at all', () => {
  const pieces = [
    '*',
    '_',
    '~',
    '`',
    '```',
    '> ',
    '- ',
    '* ',
    '1. ',
    '\n',
    ' ',
    'a',
    'é',
    '😀',
    '👩‍👩‍👧',
    'שלום',
    'https://x.example/a_b',
    '@',
    '(',
    ')',
    '<b>',
    '\u202e',
    '\ud800',
    '.',
    'w@x.example',
  ];

  it('never throws and keeps every letter in order', () => {
    const random = seeded(20261122);
    for (let round = 0; round < 4000; round += 1) {
      const source = Array.from(
        { length: 1 + Math.floor(random() * 24) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join('');
      const blocks = parse(source);
      expect(letters(allText(blocks)), JSON.stringify(source)).toBe(letters(source));
      expect(isSubsequence(plain(source).replace(/\s+/g, ''), source), JSON.stringify(source)).toBe(true);
    }
  });

  it('nests no deeper than its kinds allow', () => {
    const source = `${'> '.repeat(50)}${'*_~'.repeat(50)}x${'~_*'.repeat(50)}`;
    expect(depth(parse(source))).toBeLessThanOrEqual(8);
  });

  it.each(['*', '*a ', ' *a', '`a ', '_a_', '```', '> ', '- a\n', 'a@', 'https://', '(', ')', '``` ', '*_~`', 'www.'])(
    'takes time in proportion to a long run of %j',
    (piece) => {
      const source = piece.repeat(Math.ceil(65_536 / piece.length));
      const start = performance.now();
      parse(source);
      expect(performance.now() - start).toBeLessThan(1500);
    },
  );
});

/** All the text of the tree, without our notation. */
function allText(blocks: Block[]): string {
  return blocks.map(blockText).join('\n');
}
function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return text(block.children);
    case 'quote':
      return allText(block.children);
    case 'bullets':
      return block.items.map(text).join('\n');
    case 'numbers':
      return block.items.map((item) => `${item.value}. ${text(item.children)}`).join('\n');
    case 'mono':
      return block.text;
  }
}
function text(children: Inline[]): string {
  return children.map((child) => ('children' in child ? text(child.children) : child.text)).join('');
}
const letters = (source: string) => source.replace(/[*_~`>\-\s]/g, '');

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of part) {
    at = whole.indexOf(unit, at);
    if (at === -1) return false;
    at += unit.length;
  }
  return true;
}

function depth(nodes: (Block | Inline)[]): number {
  return nodes.reduce((most, node) => {
    const below =
      'children' in node
        ? depth(node.children)
        : 'items' in node
          ? Math.max(...node.items.map((item) => depth('children' in item ? item.children : item)))
          : 0;
    return Math.max(most, below + 1);
  }, 0);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
