// A contact's own fields as texts of a form, and back; what has no type stays in the list of attributes.
import type { CustomField } from '~/api/custom-fields';

export type FieldValues = Record<string, string>;

/** The typed fields as texts; a number, a flag or a list of the stored JSON reads as what it says. */
export function fieldValues(attributes: Record<string, unknown>, fields: readonly CustomField[]): FieldValues {
  return Object.fromEntries(fields.map(({ key }) => [key, textOf(attributes[key])]));
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What is left when the typed fields are taken out. */
export function untyped(attributes: Record<string, unknown>, fields: readonly CustomField[]): Record<string, unknown> {
  const typed = new Set(fields.map(({ key }) => key));
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !typed.has(key)));
}

/** Both together as the server takes them: a value that was not touched goes back as it came, an empty one goes away. */
export function joined(
  rest: Record<string, unknown>,
  values: FieldValues,
  before: Record<string, unknown>,
): Record<string, unknown> {
  const all: Record<string, unknown> = { ...rest };
  for (const [key, value] of Object.entries(values)) {
    if (value === textOf(before[key])) {
      if (before[key] !== undefined) all[key] = before[key];
    } else if (value.trim() !== '') all[key] = value;
  }
  return all;
}

/** Every attribute of a contact with one typed field changed, as the server takes them. */
export function withField(
  before: Record<string, unknown>,
  fields: readonly CustomField[],
  key: string,
  value: string,
): Record<string, unknown> {
  return joined(untyped(before, fields), { ...fieldValues(before, fields), [key]: value }, before);
}

/** A web address that may be opened, as it will be; null for anything else. */
export function safeUrl(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
