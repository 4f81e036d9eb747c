// Ids made in the browser (UUIDv7 behind a prefix, as the server makes them), so that a send can be repeated without being doubled.

let last = 0;

/** A new id that sorts after every id this page made before. */
export function newId(prefix: string, now: number = Date.now()): string {
  last = Math.max(last + 1, now);
  const random = crypto.getRandomValues(new Uint8Array(10));
  const time = last.toString(16).padStart(12, '0');
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const version = `7${tail.slice(0, 3)}`;
  const variant = ((Number.parseInt(tail.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${prefix}${time}${version}${variant}${tail.slice(4, 19)}`;
}
