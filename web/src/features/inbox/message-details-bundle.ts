// What to hand to whoever helps: the whole story of a message without anybody's name, number or words.
import type { Provenance } from './message-details-steps';

/** Ids of ours and times stay: they lead to the log. Names go, Meta's ids (they hold the phone number) and long numbers are masked. */
export function supportBundle(story: Provenance, version: string | null): string {
  const { message, acts, ...rest } = story;
  const bundle = {
    what: 'PrismWA support bundle of one message',
    version,
    message: { ...message, author: { kind: message.author.kind, id: message.author.id } },
    acts: acts.map(({ actor_name: _, ...act }) => act),
    ...rest,
  };
  return JSON.stringify(bundle, (key, value) => (typeof value === 'string' ? masked(key, value) : value), 2);
}

const ourId = /^[a-z]{3}_[0-9a-z-]+$/;
const hash = /^[0-9a-f]{64}$/;

function masked(key: string, value: string): string {
  if (key === 'wamid') return `wamid:${checksum(value)}`;
  if (key === 'app_id' || ourId.test(value) || hash.test(value) || isTime(value)) return value;
  return value
    .replace(/wamid\.[\w+/=-]+/g, (wamid) => `wamid:${checksum(wamid)}`)
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '‹mail›')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '‹number›');
}

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
}

/** Tells two ids apart without telling what they are (FNV-1a, 32 bits). */
function checksum(text: string): string {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
