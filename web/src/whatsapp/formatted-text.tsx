// A message's text with its markup drawn as nodes: never HTML, links only where they are safe, filled-in values marked.
import { useLingui } from '@lingui/react/macro';
import { Fragment, type ReactNode, useState } from 'react';
import { type Block, type Inline, parse } from './format';
import { VALUE_END, VALUE_START } from './template';

/** Longer texts are folded: a wall of text must not push the conversation away. */
const FOLD_AT = 1200;

interface Props {
  text: string;
  /** Stands invisibly behind the last word, so that time and ticks find room on the last line. */
  tail?: ReactNode;
}

export function FormattedText({ text, tail }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const folded = text.length > FOLD_AT && !open;
  const blocks = parse(folded ? `${cut(text)}…` : text);
  return (
    <div className="flex flex-col gap-0.5">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} tail={index === blocks.length - 1 && !folded ? tail : null} />
      ))}
      {folded && (
        <button
          type="button"
          className="self-start rounded-badge text-13 font-medium text-accent-text hover:underline"
          onClick={() => setOpen(true)}
        >
          {t`Show more`}
          {tail}
        </button>
      )}
    </div>
  );
}

/** Cuts between words, never through a letter made of two code units. */
function cut(text: string): string {
  const part = text.slice(0, FOLD_AT);
  const space = part.search(/\s\S*$/u);
  return (space > FOLD_AT - 100 ? part.slice(0, space) : part).replace(/[\uD800-\uDBFF]$/, '');
}

function BlockView({ block, tail }: { block: Block; tail: ReactNode }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir="auto" className="whitespace-pre-wrap">
          <Words nodes={block.children} />
          {endsOpen(block.children) && '\n'}
          {tail}
        </p>
      );
    case 'quote':
      return (
        <blockquote dir="auto" className="border-s-3 border-line-strong ps-2 text-fg-2">
          {block.children.map((child, index) => (
            <BlockView key={index} block={child} tail={index === block.children.length - 1 ? tail : null} />
          ))}
        </blockquote>
      );
    case 'bullets':
      return (
        <ul dir="auto" className="list-disc ps-5">
          {block.items.map((item, index) => (
            <li key={index} className="whitespace-pre-wrap">
              <Words nodes={item} />
              {index === block.items.length - 1 && tail}
            </li>
          ))}
        </ul>
      );
    case 'numbers':
      return (
        <ol dir="auto" className="list-decimal ps-6">
          {block.items.map((item, index) => (
            <li key={index} value={item.value} className="whitespace-pre-wrap">
              <Words nodes={item.children} />
              {index === block.items.length - 1 && tail}
            </li>
          ))}
        </ol>
      );
    case 'mono':
      return (
        <>
          <pre dir="ltr" className="rounded-badge bg-fg/6 px-2 py-1 font-mono text-13 whitespace-pre-wrap">
            {block.text}
          </pre>
          {tail && <p className="text-end">{tail}</p>}
        </>
      );
  }
}

/** Marks that turn the direction of writing around end here, whatever the text forgot: they must not reach the time behind it. */
function Words({ nodes }: { nodes: Inline[] }) {
  return (
    <span className="[unicode-bidi:isolate]">
      <Inlines nodes={nodes} />
    </span>
  );
}

function Inlines({ nodes }: { nodes: Inline[] }) {
  return nodes.map((node, index) => (
    <Fragment key={index}>
      <InlineView node={node} />
    </Fragment>
  ));
}

function InlineView({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return <Filled text={node.text} />;
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
      return <code className="rounded-badge bg-fg/6 px-1 font-mono text-[0.92em]">{unmarked(node.text)}</code>;
    case 'link':
      return (
        <>
          <SafeLink href={node.href}>{unmarked(node.text)}</SafeLink>
          {node.host !== null && (
            <span dir="ltr" className="whitespace-nowrap text-fg-2">
              {' '}
              ({node.host})
            </span>
          )}
        </>
      );
  }
}

/** Leads out of the console without telling where from. */
export function SafeLink({ href, children, className }: { href: string; children: ReactNode; className?: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={href}
      className={className ?? 'text-accent-text underline decoration-accent-text/40 hover:decoration-current'}
    >
      {children}
    </a>
  );
}

/** Plain text in which values that were filled in carry a dotted line. */
export function Filled({ text }: { text: string }) {
  const { t } = useLingui();
  if (!text.includes(VALUE_START)) return unmarked(text);
  return text.split(VALUE_START).map((part, index) => {
    const end = part.indexOf(VALUE_END);
    if (index === 0 || end === -1) return unmarked(part);
    return (
      <Fragment key={index}>
        <span
          title={t`Filled in when it was sent`}
          className="underline decoration-fg-3 decoration-dotted underline-offset-3"
        >
          {part.slice(0, end)}
        </span>
        {unmarked(part.slice(end + 1))}
      </Fragment>
    );
  });
}

export function unmarked(text: string): string {
  return text.replaceAll(VALUE_START, '').replaceAll(VALUE_END, '');
}

/** A last line that is empty would not be drawn. */
function endsOpen(nodes: Inline[]): boolean {
  const last = nodes.at(-1);
  return last === undefined || (last.kind === 'text' && last.text.endsWith('\n'));
}
