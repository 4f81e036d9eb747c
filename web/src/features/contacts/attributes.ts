// Attributes of a contact as rows to type in: texts stay texts; numbers, yes/no and lists are typed as JSON and keep their kind.

export interface Attribute {
  name: string;
  value: string;
}

export function attributesOf(attributes: Readonly<Record<string, unknown>>): Attribute[] {
  return Object.entries(attributes).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? quoted(value) : JSON.stringify(value),
  }));
}

/** Rows without a name are left out; of two with the same name the last one counts. */
export function toAttributes(rows: readonly Attribute[]): Record<string, unknown> {
  const named = rows.filter((row) => row.name.trim() !== '');
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), typed(value)]));
}

/** A text that would be read as something else keeps its quotes. */
function quoted(text: string): string {
  return typed(text) === text ? text : JSON.stringify(text);
}

function typed(value: string): unknown {
  const looksTyped = /^(?:-?\d|true$|false$|null$|[[{"])/.test(value);
  if (!looksTyped) return value;
  try {
    const read: unknown = JSON.parse(value);
    // Telephone numbers and order numbers with zeros in front, or too long to count with, are texts.
    return typeof read === 'number' && String(read) !== value ? value : read;
  } catch {
    return value;
  }
}
