// Text, large when it is only a few emoji; with the card of its first address when WhatsApp was asked for one.
import { Globe } from 'lucide-react';
import { FormattedText, SafeLink } from '../formatted-text';
import { hostOf, links } from '../links';
import type { TextContent } from '../plain-content';
import { isLargeEmoji } from '../text-shape';
import type { BubbleProps } from './props';

export function TextBubble({ content, tail }: BubbleProps<TextContent>) {
  if (!isLargeEmoji(content.body)) {
    return (
      <>
        {content.preview && <LinkCard text={content.body} />}
        <FormattedText text={content.body} tail={tail} />
      </>
    );
  }
  return (
    <p className="text-[2rem] leading-10">
      {content.body.trim()}
      <span className="text-14 leading-5">{tail}</span>
    </p>
  );
}

/** Nothing is fetched from the page: only where it leads is known. */
function LinkCard({ text }: { text: string }) {
  const href = links(text).find((link) => /^https?:/.test(link.href))?.href;
  const host = href && hostOf(href);
  if (!href || !host) return null;
  return (
    <SafeLink
      href={href}
      className="-mx-1.5 mb-1 flex items-center gap-2 rounded-control bg-fg/5 px-2 py-1.5 text-12 no-underline hover:bg-fg/8"
    >
      <Globe aria-hidden className="size-4 shrink-0 text-fg-2" strokeWidth={1.75} />
      <bdi className="min-w-0 truncate font-medium text-fg">{host}</bdi>
    </SafeLink>
  );
}
