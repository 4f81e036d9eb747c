// The Markdown of forms: every construct Meta names, and texts that only look like it.
import { expect, test } from 'vitest';
import { blocksOf, inline } from './markdown';

const words = (text: string) => ({ kind: 'text', text, bold: false, italic: false, struck: false });

test('headings, paragraphs, lists and tables', () => {
  const text =
    '# Terms\n## Part\nFirst line\nsecond\n\n- a\n- **b**\n1. x\n2. y\n| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |';
  const blocks = blocksOf(text);
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'heading', 'paragraph', 'list', 'list', 'table']);
  expect(blocks[0]).toMatchObject({ level: 1 });
  expect(blocks[2]).toEqual({ kind: 'paragraph', parts: [words('First line\nsecond')] });
  expect(blocks[3]).toMatchObject({ ordered: false, items: [[words('a')], [{ text: 'b', bold: true }]] });
  expect(blocks[4]).toMatchObject({ ordered: true, items: [[words('x')], [words('y')]] });
  expect(blocks[5]).toMatchObject({
    head: [[words('A')], [words('B')]],
    rows: [
      [[words('1')], [words('2')]],
      [[words('3')], [words('4')]],
    ],
  });
});

test('bold, italic, struck out, links and pictures', () => {
  expect(inline('a **b** *c* ~~d~~ ***e***')).toMatchObject([
    { text: 'a ' },
    { text: 'b', bold: true },
    { text: ' ' },
    { text: 'c', italic: true },
    { text: ' ' },
    { text: 'd', struck: true },
    { text: ' ' },
    { text: 'e', bold: true, italic: true },
  ]);
  expect(inline('see [here](https://example.com/a)')).toEqual([
    words('see '),
    { kind: 'link', text: 'here', url: 'https://example.com/a' },
  ]);
  expect(inline('![Logo](data:image/png;base64,AAAA)')).toEqual([
    { kind: 'image', alt: 'Logo', src: 'data:image/png;base64,AAAA' },
  ]);
});

test('what only looks like Markdown stays as it is, and hostile texts end', () => {
  expect(inline('2 * 3 * 4 and snake_case')).toEqual([words('2 * 3 * 4 and snake_case')]);
  for (const text of ['*'.repeat(50_000), '['.repeat(50_000), '|'.repeat(50_000), '- '.repeat(50_000)])
    expect(blocksOf(text).length).toBeGreaterThan(0);
});
