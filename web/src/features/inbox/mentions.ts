// Who is named in a note: `@` and a member's whole name.
export interface Named {
  user_id: string;
  name: string;
}

/** The name that is being written at the caret: `@` at the beginning of the text, or after a space. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const match = /(?:^|\s)@([\p{L}\p{N}._'-]*)$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const typed = match[1] ?? '';
  return { from: caret - typed.length - 1, typed };
}

export type Piece = { text: string; user: string | null };

/** The text in pieces: names of members behind an `@`, and what stands between them. Of two names that fit the longer counts. */
export function mentionPieces(text: string, people: readonly Named[]): Piece[] {
  const byLength = people.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1);
    const before = at === 0 ? '' : text.charAt(at - 1);
    const person = byLength.find(
      ({ name }) => rest.startsWith(name) && !/[\p{L}\p{N}]/u.test(rest.charAt(name.length)),
    );
    if (!person || /[\p{L}\p{N}]/u.test(before)) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), user: null });
    from = at + 1 + person.name.length;
    pieces.push({ text: text.slice(at, from), user: person.user_id });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), user: null });
  return pieces;
}

/** Each member who is named, once. */
export function mentionsIn(text: string, people: readonly Named[]): string[] {
  return [...new Set(mentionPieces(text, people).flatMap(({ user }) => user ?? []))];
}
