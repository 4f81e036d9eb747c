// WhatsApp's limits as the server states them. While they are on their way (or an old server has none), nothing is refused here: the server checks in any case.
import { useQuery } from '@tanstack/react-query';
import { account } from './account';

export type FileKind = 'image' | 'video' | 'audio' | 'sticker' | 'document';

export interface Limits {
  text: number;
  caption: number;
  files: Record<FileKind, { bytes: number; types: readonly string[] }>;
}

const kinds: readonly FileKind[] = ['image', 'video', 'audio', 'sticker', 'document'];

export function useLimits(): Limits {
  const { data } = useQuery(account.system());
  return readLimits(data?.limits);
}

export function readLimits(raw: unknown): Limits {
  const media = at(raw, 'media');
  const files = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      { bytes: number(at(at(media, kind), 'bytes')), types: strings(at(at(media, kind), 'mime_types')) },
    ]),
  );
  return {
    text: number(at(at(raw, 'text'), 'body')),
    caption: number(at(media, 'caption')),
    files: complete(files),
  };
}

/** As what a file of this type is sent: the special kinds where WhatsApp takes it, else a document. */
export function kindOf(mime: string, { files }: Limits): FileKind {
  const essence = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  // A picture in WebP is meant as a picture; as a sticker it would lose its size and caption.
  return (
    kinds.find((kind) => kind !== 'document' && kind !== 'sticker' && files[kind].types.includes(essence)) ?? 'document'
  );
}

function complete(files: Partial<Limits['files']>): Limits['files'] {
  const none = { bytes: Number.POSITIVE_INFINITY, types: [] };
  return {
    image: files.image ?? none,
    video: files.video ?? none,
    audio: files.audio ?? none,
    sticker: files.sticker ?? none,
    document: files.document ?? none,
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
