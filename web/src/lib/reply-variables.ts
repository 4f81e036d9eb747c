// Fills the variables of a canned reply: `{{contact.first_name}}`, or `{{contact.first_name|there}}` with words for when it is not known.

/** What variables stand for; absent or empty is "not known". */
export type Facts = Readonly<Record<string, string | null | undefined>>;

export type Segment =
  | { is: 'text'; text: string }
  | { is: 'filled'; text: string; name: string }
  | { is: 'missing'; text: string; name: string };

const VARIABLE = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The text in pieces: what was written, what was filled in, and what nobody knows (left as it was written). */
export function segments(body: string, facts: Facts): Segment[] {
  const found: Segment[] = [];
  let end = 0;
  for (const match of body.matchAll(VARIABLE)) {
    if (match.index > end) found.push({ is: 'text', text: body.slice(end, match.index) });
    const name = (match[1] ?? '').trim();
    const known = facts[name]?.trim() || match[2]?.trim();
    found.push(known ? { is: 'filled', text: known, name } : { is: 'missing', text: match[0], name });
    end = match.index + match[0].length;
  }
  if (end < body.length) found.push({ is: 'text', text: body.slice(end) });
  return found;
}

export function filled(body: string, facts: Facts): string {
  return segments(body, facts)
    .map((segment) => segment.text)
    .join('');
}

/** Just the first name of a full one; a phone number is no name. */
export function firstName(name: string | null | undefined): string | undefined {
  const first = name?.trim().split(/\s+/)[0];
  return first && !first.startsWith('+') ? first : undefined;
}

/** The shortcut that is being written at the caret: `/` at the beginning of the text, or after a space. */
export function shortcutAt(text: string, caret: number): { from: number; typed: string } | null {
  const match = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const typed = match[1] ?? '';
  return { from: caret - typed.length - 1, typed };
}
