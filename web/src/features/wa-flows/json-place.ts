// Places in Flow JSON as it is typed: from a JSON pointer to the text and back, and changes that leave the rest of the text alone.
import { jsonLanguage } from '@codemirror/lang-json';

type Tree = ReturnType<typeof jsonLanguage.parser.parse>;
type Node = Tree['topNode'];

export interface Place {
  from: number;
  to: number;
}

/** Where the value at a pointer stands; null when there is none. */
export function placeOf(text: string, pointer: string): Place | null {
  const found = nodeAt(text, pointer);
  return found && { from: found.from, to: found.to };
}

/** The pointer of the value (or of the property) at a position. */
export function pointerAt(text: string, position: number): string {
  const steps: string[] = [];
  let node: Node | null = jsonLanguage.parser.parse(text).resolveInner(position, -1);
  for (; node; node = node.parent) {
    const { parent } = node;
    if (node.name === 'Property') {
      const name = node.getChild('PropertyName');
      if (name) steps.unshift(unquoted(text.slice(name.from, name.to)));
    } else if (parent?.name === 'Array' && isValue(node)) {
      steps.unshift(String(items(parent).findIndex(({ from }) => from === node?.from)));
    }
  }
  return steps.map((step) => `/${escaped(step)}`).join('');
}

/** The text with one value written anew; undefined takes the property away. A property that is not there is added to its object. */
export function changed(text: string, pointer: string, value: unknown): string {
  const cut = pointer.lastIndexOf('/');
  const name = raw(pointer.slice(cut + 1));
  const owner = nodeAt(text, pointer.slice(0, cut));
  const found = nodeAt(text, pointer);
  if (value === undefined) return found ? without(text, found) : text;
  if (found) return text.slice(0, found.from) + written(value, indentOf(text, found.from)) + text.slice(found.to);
  if (!owner) return text;
  const inner = owner.name === 'Array' ? items(owner) : owner.getChildren('Property');
  const last = inner.at(-1);
  const indent = last ? indentOf(text, last.from) : `${indentOf(text, owner.from)}  `;
  const key = owner.name === 'Array' ? '' : `${JSON.stringify(name)}: `;
  const line = `\n${indent}${key}${written(value, indent)}`;
  if (last) return `${text.slice(0, last.to)},${line}${text.slice(last.to)}`;
  return `${text.slice(0, owner.from + 1)}${line}\n${indentOf(text, owner.from)}${text.slice(owner.to - 1)}`;
}

/** The text with an item of a list put before another (or at its end). */
export function inserted(text: string, list: string, index: number, value: unknown): string {
  const owner = nodeAt(text, list);
  const at = owner && items(owner)[index];
  if (!at) return changed(text, `${list}/-`, value);
  const indent = indentOf(text, at.from);
  return `${text.slice(0, at.from)}${written(value, indent)},\n${indent}${text.slice(at.from)}`;
}

/** The text with two neighbours of a list changed places. */
export function swapped(text: string, list: string, first: number): string {
  const owner = nodeAt(text, list);
  const [one, other] = owner ? [items(owner)[first], items(owner)[first + 1]] : [];
  if (!one || !other) return text;
  const part = (place: Place) => text.slice(place.from, place.to);
  return text.slice(0, one.from) + part(other) + text.slice(one.to, other.from) + part(one) + text.slice(other.to);
}

function nodeAt(text: string, pointer: string): Node | null {
  let node: Node | null = jsonLanguage.parser.parse(text).topNode.firstChild;
  for (const step of pointer.split('/').slice(1).map(raw)) {
    if (node?.name === 'Object') {
      const property: Node | undefined = node.getChildren('Property').find((one) => {
        const name = one.getChild('PropertyName');
        return name !== null && unquoted(text.slice(name.from, name.to)) === step;
      });
      node = property?.lastChild ?? null;
      if (node?.name === 'PropertyName') node = null;
    } else if (node?.name === 'Array') node = items(node)[Number(step)] ?? null;
    else return null;
  }
  return node;
}

function without(text: string, value: Node): string {
  const gone = value.parent?.name === 'Property' ? value.parent : value;
  const before = /,\s*$/.exec(text.slice(0, gone.from));
  if (before) return text.slice(0, before.index) + text.slice(gone.to);
  const after = /^\s*,\s*/.exec(text.slice(gone.to));
  return text.slice(0, gone.from) + text.slice(gone.to + (after?.[0].length ?? 0));
}

const isValue = (node: Node) => /^(?:Object|Array|String|Number|True|False|Null)$/.test(node.name);

function items(array: Node): Node[] {
  const found: Node[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) if (isValue(child)) found.push(child);
  return found;
}

function written(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function indentOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*/.exec(line)?.[0] ?? '';
}

export function unquoted(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'string' ? read : text;
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}

const raw = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~');
const escaped = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');
