// The customer tapped a quick reply of a template.
import { Chosen } from './chosen';
import type { BubbleProps } from './props';

export function ButtonBubble({ content, perspective, tail }: BubbleProps<{ text: string }>) {
  return <Chosen label={content.text} description={null} perspective={perspective} tail={tail} />;
}
