// Finds addresses in a line: http, https, mailto and tel, bare www. hosts and e-mail addresses. Nothing else becomes a link.

export interface FoundLink {
  start: number;
  end: number;
  href: string;
  /** The real host, when the address as typed does not show it plainly (other alphabets, a user name before an @). */
  host: string | null;
}

const invisible = '\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
const candidate = new RegExp(
  `(?:https?://|mailto:|tel:|www\\.(?=[^.]))[^${invisible}<>"\`]+|[\\w.+-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\\.)+[a-z]{2,24}(?![\\w@])`,
  'giu',
);
const trailing = /[.,;:!?'*_~)\]}|’”»…]/u;
const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The addresses of a line, in order. */
export function links(line: string): FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of line.matchAll(candidate)) {
    if (/[\p{L}\p{N}@]/u.test(line[match.index - 1] ?? '')) continue;
    const text = trim(match[0]);
    const link = read(text);
    if (link) found.push({ start: match.index, end: match.index + text.length, ...link });
  }
  return found;
}

/** A web address that may be opened from a button; `null` when it is anything else. */
export function safeHref(address: string): string | null {
  return read(address.trim())?.href ?? null;
}

/** The host a button's address leads to, in letters that cannot deceive. */
export function hostOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.host : null;
}

function read(typed: string): { href: string; host: string | null } | null {
  const text = typed.replace(/[\uE000\uE001]/g, ''); // marks around filled-in values, see template.ts
  const address = /^[a-z]+:/i.test(text) ? text : text.includes('@') ? `mailto:${text}` : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!allowed.has(url.protocol) || url.href.length > 4000) return null;
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') {
    return url.pathname.length > 1 ? { href: url.href, host: null } : null;
  }
  if (!url.hostname.includes('.') && url.hostname !== 'localhost' && !url.hostname.startsWith('[')) return null;
  return { href: url.href, host: showsHost(address, url) ? null : url.host };
}

/** Does the typed address begin with the very host it leads to? */
function showsHost(address: string, url: URL): boolean {
  const typed = address.slice(address.indexOf('//') + 2).toLowerCase();
  return url.username === '' && url.password === '' && typed.startsWith(url.hostname);
}

/** Sentence marks and formatting marks at the end do not belong to an address; brackets do when they are balanced. */
function trim(text: string): string {
  let end = text.length;
  let round = count(text, ')') - count(text, '(');
  while (end > 0 && trailing.test(text[end - 1] ?? '')) {
    if (text[end - 1] === ')') {
      if (round <= 0) break;
      round -= 1;
    }
    end -= 1;
  }
  return text.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
