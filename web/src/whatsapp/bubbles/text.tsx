// Text, large when it is only a few emoji.

import { FormattedText } from '../formatted-text';
import type { TextContent } from '../plain-content';
import { isLargeEmoji } from '../text-shape';
import type { BubbleProps } from './props';

export function TextBubble({ content, tail }: BubbleProps<TextContent>) {
  if (!isLargeEmoji(content.body)) return <FormattedText text={content.body} tail={tail} />;
  return (
    <p className="text-[2rem] leading-10">
      {content.body.trim()}
      <span className="text-14 leading-5">{tail}</span>
    </p>
  );
}
