// Reading and changing JSON by JSON pointer: a form's fields are places of the message itself, so that a server's pointer names a field.

/** What stands at a place; undefined where there is nothing. */
export function read(value: unknown, pointer: string): unknown {
  return segments(pointer).reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** A copy with `next` at the place; undefined takes the member or item away. */
export function write(value: unknown, pointer: string, next: unknown): unknown {
  const [key, ...rest] = segments(pointer);
  if (key === undefined) return next;
  const below = rest.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (Array.isArray(value) || (value === undefined && /^\d+$/.test(key))) {
    const items = Array.isArray(value) ? value : [];
    const index = Number(key);
    if (below === '' && next === undefined) return items.toSpliced(index, 1);
    return items.toSpliced(index, 1, write(items[index], below, next));
  }
  const members = typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  if (below === '' && next === undefined) {
    delete members[key];
    return members;
  }
  return { ...members, [key]: write(members[key], below, next) };
}

export function listAt(value: unknown, pointer: string): readonly unknown[] {
  const found = read(value, pointer);
  return Array.isArray(found) ? found : [];
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
