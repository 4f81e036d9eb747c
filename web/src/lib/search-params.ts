// Reads one parameter of an address: a text with something in it, or nothing.

/** `{ [key]: value }` when there is a value, else `{}`. */
export function textParam<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  // A search for digits arrives as a number.
  const shown = typeof value === 'number' ? String(value) : value;
  const made: { [K in Key]?: string } = {};
  if (typeof shown === 'string' && shown !== '') made[key] = shown;
  return made;
}
