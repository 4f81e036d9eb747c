// The Markdown of WhatsApp Flows (RichText, and texts with `markdown`): headings, bold, italic, struck out, links, lists, pictures, tables. As data.

export type Inline =
  | { kind: 'text'; text: string; bold: boolean; italic: boolean; struck: boolean }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'image'; alt: string; src: string };

export type Block =
  | { kind: 'heading'; level: 1 | 2; parts: Inline[] }
  | { kind: 'paragraph'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

const MAX = 100_000;

/** Several texts are lines of one. */
export function blocksOf(text: string): Block[] {
  const lines = text.slice(0, MAX).split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? '').trim();
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = itemOf(line);
    if (line === '') at += 1;
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]?.length === 1 ? 1 : 2, parts: inline(heading[2] ?? '') });
      at += 1;
    } else if (item) {
      const items: Inline[][] = [];
      for (let next = itemOf((lines[at] ?? '').trim()); next?.ordered === item.ordered; at += 1) {
        items.push(inline(next.text));
        next = itemOf((lines[at + 1] ?? '').trim());
      }
      blocks.push({ kind: 'list', ordered: item.ordered, items });
    } else if (isRow(line) && /^[\s|:-]+$/.test(lines[at + 1] ?? '') && (lines[at + 1] ?? '').includes('-')) {
      const rows: Inline[][][] = [];
      const head = cells(line);
      for (at += 2; isRow((lines[at] ?? '').trim()); at += 1) rows.push(cells((lines[at] ?? '').trim()));
      blocks.push({ kind: 'table', head, rows });
    } else {
      const words: string[] = [];
      for (; at < lines.length; at += 1) {
        const next = (lines[at] ?? '').trim();
        if (next === '' || /^#{1,6}\s/.test(next) || itemOf(next) || (words.length > 0 && isRow(next))) break;
        words.push(next);
      }
      blocks.push({ kind: 'paragraph', parts: inline(words.join('\n')) });
    }
  }
  return blocks;
}

function itemOf(line: string): { ordered: boolean; text: string } | null {
  const bullet = /^[-*+]\s+(.*)$/.exec(line);
  if (bullet) return { ordered: false, text: bullet[1] ?? '' };
  const numbered = /^\d{1,4}[.)]\s+(.*)$/.exec(line);
  return numbered ? { ordered: true, text: numbered[1] ?? '' } : null;
}

const isRow = (line: string) => line.startsWith('|') && line.endsWith('|') && line.length > 2;

const cells = (line: string) =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => inline(cell.trim()));

const mark =
  /!\[([^\]\n]{0,500})\]\(([^)\s]+)\)|\[([^\]\n]{1,500})\]\(([^)\s]{1,4000})\)|\*\*\*([^*\n]+)\*\*\*|\*\*([^*\n]+)\*\*|(?<!\w)__([^_\n]+)__(?!\w)|\*(?!\s)([^*\n]+)(?<!\s)\*|(?<!\w)_([^_\n]+)_(?!\w)|~~([^~\n]+)~~/g;

export function inline(text: string): Inline[] {
  const parts: Inline[] = [];
  const plain = (words: string, look: Partial<{ bold: boolean; italic: boolean; struck: boolean }> = {}) => {
    if (words !== '') parts.push({ kind: 'text', text: words, bold: false, italic: false, struck: false, ...look });
  };
  let from = 0;
  for (const match of text.matchAll(mark)) {
    plain(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, alt, src, link, url, both, bold, strong, italic, slanted, struck] = match;
    if (src !== undefined) parts.push({ kind: 'image', alt: alt ?? '', src });
    else if (link !== undefined) parts.push({ kind: 'link', text: link, url: url ?? '' });
    else if (both !== undefined) plain(both, { bold: true, italic: true });
    else if (bold !== undefined || strong !== undefined) plain(bold ?? strong ?? '', { bold: true });
    else if (italic !== undefined || slanted !== undefined) plain(italic ?? slanted ?? '', { italic: true });
    else plain(struck ?? '', { struck: true });
  }
  plain(text.slice(from));
  return parts;
}
