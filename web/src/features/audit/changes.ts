// Before and after, found in an entry's detail however it was written: {before, after}, or {field: {from, to}}.
import { fields, isFields } from '~/whatsapp/read';

export interface Change {
  field: string;
  before: string;
  after: string;
}

export function changesOf(detail: unknown): Change[] {
  const { before, after, changes, ...rest } = fields(detail);
  if (isFields(before) || isFields(after)) {
    const [old, next] = [fields(before), fields(after)];
    const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return names
      .filter((name) => shown(old[name]) !== shown(next[name]))
      .map((field) => ({ field, before: shown(old[field]), after: shown(next[field]) }));
  }
  const pairs = isFields(changes) ? changes : rest;
  const all = Object.entries(pairs);
  const isPair = (value: unknown) =>
    isFields(value) && ('from' in value || 'before' in value) && ('to' in value || 'after' in value);
  if (all.length === 0 || !all.every(([, value]) => isPair(value))) return [];
  return all.map(([field, value]) => {
    const pair = fields(value);
    return { field, before: shown(pair.from ?? pair.before), after: shown(pair.to ?? pair.after) };
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
