// Keeps the rows of a list where they are while somebody is pointing at them.

export interface Held<Row> {
  rows: Row[];
  /** How many rows would have moved or appeared. */
  waiting: number;
}

/** Rows in the order that was shown, with their newest content; rows that are gone leave, new ones wait. */
export function holdOrder<Row extends { id: string }>(shown: readonly string[], rows: readonly Row[]): Held<Row> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(shown);
  const kept = shown.flatMap((id) => byId.get(id) ?? []);
  const keptOrder = kept.map((row) => row.id);
  const freshOrder = rows.filter((row) => known.has(row.id)).map((row) => row.id);
  const lastShown = kept.at(-1);
  const end = lastShown ? rows.findIndex((row) => row.id === lastShown.id) : -1;
  // Rows behind the last one shown are a further page, not news.
  const appended = rows.slice(end + 1).filter((row) => !known.has(row.id));
  const appendedIds = new Set(appended.map((row) => row.id));
  const arrived = rows.filter((row) => !known.has(row.id) && !appendedIds.has(row.id)).length;
  return { rows: [...kept, ...appended], waiting: arrived + movedUp(keptOrder, freshOrder) };
}

/** Rows that now stand higher than they did: those to be taken out so that the rest is in its old order. */
function movedUp(before: readonly string[], after: readonly string[]): number {
  let next = 0;
  let moved = 0;
  const taken = new Set<string>();
  for (const id of after) {
    while (taken.has(before[next] ?? '')) next += 1;
    if (before[next] === id) {
      next += 1;
    } else {
      taken.add(id);
      moved += 1;
    }
  }
  return moved;
}
