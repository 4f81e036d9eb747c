// Words on a card: WhatsApp's markup drawn, values as small chips, at most two lines.
import { Fragment, memo } from 'react';
import { type Inline, parse } from '~/whatsapp/format';
import { type Summary, shortValue } from './summary';

const OPEN = '\uE010';
const CLOSE = '\uE011';
const value = /\{\{\s*([^{}]*?)\s*\}\}/g;

export const CardText = memo(function CardText({ summary, lines }: { summary: Summary; lines: 1 | 2 }) {
  const clamp = lines === 1 ? 'truncate' : 'line-clamp-2';
  if (summary.look === 'code') {
    return (
      <p dir="ltr" className={`${clamp} break-all whitespace-pre-line font-mono text-[11px] text-fg-2 leading-4`}>
        <Values text={marked(summary.text)} />
      </p>
    );
  }
  const look = summary.empty ? 'text-fg-3 italic' : 'text-fg-2';
  return (
    <p dir="auto" className={`${clamp} whitespace-pre-line text-[12px] leading-4 ${look}`}>
      {summary.look === 'message' ? <Formatted text={summary.text} /> : <Values text={marked(summary.text)} />}
    </p>
  );
});

function marked(source: string): string {
  return source.replace(value, (_whole, path: string) => `${OPEN}${shortValue(path)}${CLOSE}`);
}

function Formatted({ text }: { text: string }) {
  return parse(marked(text.slice(0, 400))).map((block, index) => (
    <Fragment key={index}>
      {index > 0 && '\n'}
      {block.kind === 'paragraph' && <Inlines nodes={block.children} />}
      {block.kind === 'mono' && <Values text={block.text} />}
      {block.kind === 'bullets' &&
        block.items.map((item, place) => (
          <Fragment key={place}>
            {place > 0 && '\n'}• <Inlines nodes={item} />
          </Fragment>
        ))}
      {block.kind === 'numbers' &&
        block.items.map((item, place) => (
          <Fragment key={place}>
            {place > 0 && '\n'}
            {item.value}. <Inlines nodes={item.children} />
          </Fragment>
        ))}
      {block.kind === 'quote' &&
        block.children.map((child, place) => (
          <Fragment key={place}>{child.kind === 'paragraph' && <Inlines nodes={child.children} />}</Fragment>
        ))}
    </Fragment>
  ));
}

function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, index) => <Fragment key={index}>{inline(node)}</Fragment>);
}

function inline(node: Inline) {
  switch (node.kind) {
    case 'bold':
      return (
        <strong className="font-semibold">
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'code':
    case 'text':
    case 'link':
      return <Values text={node.text} />;
  }
}

function Values({ text }: { text: string }) {
  if (!text.includes(OPEN)) return text;
  return text.split(OPEN).map((part, index) => {
    const end = part.indexOf(CLOSE);
    if (index === 0 || end === -1) return <Fragment key={index}>{part.replaceAll(CLOSE, '')}</Fragment>;
    return (
      <Fragment key={index}>
        <span className="rounded-badge bg-accent-soft px-1 text-accent-text">{part.slice(0, end)}</span>
        {part.slice(end + 1)}
      </Fragment>
    );
  });
}
