// Places in settings, written as the checker writes them: `buttons[0].title`. Reading and writing never changes what is given.
import type { Json, JsonObject } from '~/api/flows-types';

export type Path = readonly (string | number)[];

export function parsePath(field: string): Path {
  const steps: (string | number)[] = [];
  for (const [, name, place] of field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (place !== undefined) steps.push(Number(place));
    else if (name !== undefined) steps.push(name);
  }
  return steps;
}

export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

export function read(value: Json | undefined, path: Path): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(at) && typeof step === 'number') at = at[step];
    else if (isObject(at) && typeof step === 'string') at = at[step];
    else return undefined;
  }
  return at;
}

/** With another value there; `undefined` takes the member away. */
export function write(value: Json | undefined, path: Path, next: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    const made = write(items[step], rest, next);
    if (made === undefined) items.splice(step, 1);
    else items[step] = made;
    return items;
  }
  const members = isObject(value) ? { ...value } : {};
  const made = write(members[step], rest, next);
  if (made === undefined) delete members[step];
  else members[step] = made;
  return members;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
