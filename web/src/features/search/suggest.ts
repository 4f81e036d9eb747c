// What could be written next in a search: operators while one begins, then what may follow it.

export const operators = [
  'from:',
  'in:',
  'contact:',
  'tag:',
  'assignee:',
  'team:',
  'status:',
  'has:',
  'before:',
  'after:',
  'on:',
  'failed:',
] as const;

export type Operator = (typeof operators)[number];

const values: Partial<Record<Operator, readonly string[]>> = {
  'from:': ['customer', 'agent', 'automation', 'me'],
  'in:': ['message', 'note'],
  'assignee:': ['me', 'none'],
  'team:': ['none'],
  'status:': ['open', 'snoozed', 'closed'],
  'has:': ['media', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'link'],
  'before:': ['today', '7d', '1m', '1y'],
  'after:': ['today', 'yesterday', '7d', '1m'],
  'on:': ['today', 'yesterday'],
  'failed:': ['yes', 'no'],
};

/** Names in the workspace that may follow an operator. */
export interface Names {
  members: readonly string[];
  tags: readonly string[];
  teams: readonly string[];
}

export interface Suggestion {
  /** What it shows. */
  label: string;
  /** The whole query with it. */
  query: string;
}

const MOST = 8;

/** Suggestions for the last word of a query. Nothing while a quoted phrase is open. */
export function suggest(query: string, names: Names): Suggestion[] {
  if ((query.match(/"/g)?.length ?? 0) % 2 === 1 && !/(?:tag|team|from|assignee):"[^"]*$/i.test(query)) return [];
  const word = /(?:^|\s)-?((?:[a-z]+:)?(?:"[^"]*|[^\s"]*))$/i.exec(query)?.[1] ?? '';
  if (word === '') return [];
  const before = query.slice(0, query.length - word.length);
  const colon = word.indexOf(':');
  if (colon < 0) {
    const begun = operators.filter((operator) => operator.startsWith(word.toLowerCase()));
    return begun.map((operator) => ({ label: operator, query: before + operator }));
  }
  const operator = operators.find((known) => known === word.slice(0, colon + 1).toLowerCase());
  if (!operator) return [];
  const typed = word
    .slice(colon + 1)
    .replace(/^"/, '')
    .toLocaleLowerCase();
  return [...(values[operator] ?? []), ...namesFor(operator, names)]
    .filter((value) => value.toLocaleLowerCase().startsWith(typed) && value.toLocaleLowerCase() !== typed)
    .slice(0, MOST)
    .map((value) => ({ label: value, query: `${before}${operator}${quoted(value)} ` }));
}

function namesFor(operator: Operator, names: Names): readonly string[] {
  switch (operator) {
    case 'from:':
    case 'assignee:':
      return names.members;
    case 'tag:':
      return names.tags;
    case 'team:':
      return names.teams;
    default:
      return [];
  }
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
