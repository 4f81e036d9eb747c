// Pictures stand in Flow JSON as base64, with or without `data:`; anything else is not shown, so that nothing is fetched from elsewhere.

const starts: [string, string][] = [
  ['/9j/', 'image/jpeg'],
  ['iVBOR', 'image/png'],
  ['UklGR', 'image/webp'],
  ['R0lGOD', 'image/gif'],
];

export function pictureOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length < 8) return null;
  const bare = value.trim().replace(/\s+/g, '');
  if (/^data:image\/(?:png|jpe?g|webp|gif);base64,[\w+/=-]+$/i.test(bare)) return bare;
  const kind = starts.find(([start]) => bare.startsWith(start))?.[1];
  return kind && /^[\w+/=-]+$/.test(bare) ? `data:${kind};base64,${bare}` : null;
}
