// A first guess of how tall an entry is, so that scrolling is right before it was ever drawn.
import type { Message } from '~/api/schema';
import { shapeOf } from '~/whatsapp/bubbles/placeholder';
import type { TimelineEntry } from './timeline';

const CHARACTERS_IN_A_LINE = 58;
const LINE = 20;

const byKind: Record<string, number> = {
  image: 300,
  video: 300,
  sticker: 140,
  audio: 76,
  document: 92,
  location: 120,
  contacts: 110,
  interactive: 150,
  template: 150,
  order: 200,
  system: 40,
};

export function estimateHeight(entry: TimelineEntry | undefined): number {
  if (!entry) return 44;
  const chrome = (entry.startsDay ? 40 : 0) + (entry.startsUnread ? 36 : 0);
  if (entry.kind === 'note') return chrome + 52 + lines(entry.note.body) * LINE;
  const { message, place } = entry;
  const gap = place === 'first' || place === 'only' ? 8 : 2;
  const quote = message.reply_to ? 52 : 0;
  const label = message.direction === 'outbound' && gap === 8 ? 16 : 0;
  return (
    chrome +
    gap +
    quote +
    label +
    (pictureHeight(message) ?? byKind[message.kind] ?? 12 + lines(message.preview) * LINE)
  );
}

/** The picture, its frame, and the words under it. */
function pictureHeight({ kind, media, content, preview }: Message): number | null {
  if (kind !== 'image' || !media?.width || media.state !== 'ready') return null;
  const captioned = typeof content === 'object' && content !== null && 'caption' in content;
  const { width, aspectRatio } = shapeOf(media, captioned);
  const caption = captioned ? 8 + lines(preview) * LINE : 0;
  return Number(width) / Number(aspectRatio) + 8 + caption;
}

function lines(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_IN_A_LINE)), 0);
}
