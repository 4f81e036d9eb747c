// Writes a test as YAML that people like to read: plain words where that is safe, quotes where not, lists and members indented.
import type { Json } from '~/api/flows-types';

export function toYaml(value: Json): string {
  return `${block(value, 0).replace(/^\n/, '')}\n`;
}

/** What stands after `key:` or `-`: a scalar on the line, or a block below it. */
function block(value: Json, depth: number): string {
  const pad = '  '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []';
    return value.map((item) => `\n${pad}-${inList(item, depth)}`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return ' {}';
    return entries.map(([key, item]) => `\n${pad}${word(key)}:${block(item, depth + 1)}`).join('');
  }
  return ` ${scalar(value)}`;
}

/** An object in a list begins on the line of its dash. */
function inList(item: Json, depth: number): string {
  const text = block(item, depth + 1);
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  return isObject && text.startsWith('\n') ? ` ${text.slice(1).trimStart()}` : text;
}

function scalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? word(value) : JSON.stringify(value);
}

/** Words that YAML, old or new, would take for something else. */
const reserved = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;

function word(text: string): string {
  const plain = /^[A-Za-z][A-Za-z0-9 _./'!?-]*$/.test(text) && !reserved.test(text) && !/\s$/.test(text);
  return plain ? text : JSON.stringify(text);
}
