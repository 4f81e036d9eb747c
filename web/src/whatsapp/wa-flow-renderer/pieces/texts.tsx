// Headings, paragraphs, captions and rich texts of a form.
import { clsx } from 'clsx';
import { type Fields, list } from '../../read';
import { asText } from '../expression';
import { type Block, blocksOf, type Inline } from '../markdown';
import { pictureOf } from '../picture';

/** Several texts are lines of one (Flow JSON 5.1). */
export const wordsOf = (value: unknown): string =>
  Array.isArray(value) ? list(value).map(asText).join('\n') : asText(value);

export function TextPiece({ it }: { it: Fields }) {
  const words = wordsOf(it.text);
  const weight = String(it['font-weight'] ?? 'normal').toLowerCase();
  const look = clsx(
    weight.includes('bold') && 'font-bold',
    weight.includes('italic') && 'italic',
    it.strikethrough === true && 'line-through',
  );
  if (it.type === 'RichText') return <Markdown text={words} />;
  if (it.type === 'TextHeading')
    return (
      <h3 dir="auto" className="whitespace-pre-wrap font-semibold text-20">
        {words}
      </h3>
    );
  if (it.type === 'TextSubheading')
    return (
      <h4 dir="auto" className="whitespace-pre-wrap font-semibold text-16">
        {words}
      </h4>
    );
  const isCaption = it.type === 'TextCaption';
  if (it.markdown === true)
    return (
      <div className={clsx(look, isCaption && 'text-12 text-(--p-fg-2)')}>
        <Markdown text={words} />
      </div>
    );
  return (
    <p dir="auto" className={clsx('whitespace-pre-wrap', isCaption ? 'text-12 text-(--p-fg-2)' : 'text-14', look)}>
      {words}
    </p>
  );
}

export function Markdown({ text }: { text: string }) {
  return (
    <div dir="auto" className="flex flex-col gap-2.5">
      {blocksOf(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? (
        <h3 className="pt-1 font-semibold text-20">
          <Parts parts={block.parts} />
        </h3>
      ) : (
        <h4 className="pt-1 font-semibold text-16">
          <Parts parts={block.parts} />
        </h4>
      );
    case 'paragraph':
      return (
        <p className="whitespace-pre-wrap text-14">
          <Parts parts={block.parts} />
        </p>
      );
    case 'list': {
      const items = block.items.map((parts, index) => (
        <li key={index}>
          <Parts parts={parts} />
        </li>
      ));
      return block.ordered ? (
        <ol className="list-decimal ps-5 text-14">{items}</ol>
      ) : (
        <ul className="list-disc ps-5 text-14">{items}</ul>
      );
    }
    case 'table':
      return (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-start text-13">
            <thead>
              <tr>
                {block.head.map((cell, index) => (
                  <th key={index} className="border border-(--p-line) bg-(--p-sunken) px-2 py-1 text-start">
                    <Parts parts={cell} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, place) => (
                    <td key={place} className="border border-(--p-line) px-2 py-1">
                      <Parts parts={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function Parts({ parts }: { parts: Inline[] }) {
  return parts.map((part, index) => {
    const key = `${index} ${part.kind}`;
    if (part.kind === 'image') {
      const src = pictureOf(part.src);
      return src && <img key={key} src={src} alt={part.alt} className="my-1 max-w-full rounded-card" />;
    }
    if (part.kind === 'link')
      return (
        <a
          key={key}
          href={/^https?:/i.test(part.url) ? part.url : undefined}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-(--p-accent) underline"
        >
          {part.text}
        </a>
      );
    const look = clsx(part.bold && 'font-bold', part.italic && 'italic', part.struck && 'line-through');
    return look === '' ? (
      part.text
    ) : (
      <span key={key} className={look}>
        {part.text}
      </span>
    );
  });
}
