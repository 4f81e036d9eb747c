// What can stand where the cursor is in Flow JSON: properties of this component and version, their values, screens, data and inputs to refer to.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { componentOf, components, type Property } from './catalog';
import { pointerAt } from './json-place';

interface Known {
  version: string;
  screens: { id: string; data: string[]; inputs: string[] }[];
}

const VERSIONS = ['7.3', '7.2', '7.1', '7.0', '6.3', '6.2', '6.1', '6.0', '5.1'];
const action = ['name', 'next', 'payload', 'url'];

/** Properties of what is no component, by what its pointer looks like; the first that fits. */
const places: [RegExp, readonly string[]][] = [
  [/^$/, ['version', 'data_api_version', 'routing_model', 'screens']],
  [/^\/screens\/\d+$/, ['id', 'title', 'terminal', 'success', 'refresh_on_back', 'data', 'sensitive', 'layout']],
  [/\/layout$/, ['type', 'children']],
  [/\/on-[a-z]+-action\/next$/, ['type', 'name']],
  [/-action$/, action],
  [
    /\/data-source\/\d+$/,
    [
      'id',
      'title',
      'description',
      'metadata',
      'enabled',
      'image',
      'alt-text',
      'color',
      'on-select-action',
      'on-unselect-action',
    ],
  ],
  [/\/list-items\/\d+$/, ['id', 'main-content', 'start', 'end', 'badge', 'tags', 'on-click-action']],
  [/\/list-items\/\d+\/(?:main-content|end)$/, ['title', 'description', 'metadata']],
  [/\/list-items\/\d+\/start$/, ['image', 'alt-text']],
  [/\/images\/\d+$/, ['src', 'alt-text']],
  [/^\/screens\/\d+\/data\/[^/]+$/, ['type', '__example__', 'items', 'properties']],
];

export function completeFlowJson(context: CompletionContext): CompletionResult | null {
  const { pos } = context;
  const text = context.state.doc.toString();
  const line = context.state.doc.lineAt(pos);
  const before = text.slice(line.from, pos);
  const reference = /\$\{([\w.]*)$/.exec(before);
  const known = knownIn(text);
  if (reference)
    return { from: pos - (reference[1]?.length ?? 0), options: references(known, text, pos), validFor: /^[\w.]*$/ };
  const typed = /"?([\w-]*)$/.exec(before);
  const from = pos - (typed?.[0].length ?? 0);
  const isValue = /:\s*$/.test(text.slice(line.from, from));
  if (!context.explicit && typed?.[0] === '') return null;
  const owner = ownerOf(text, from, isValue);
  if (isValue) {
    const name = /"([\w-]+)"\s*:\s*$/.exec(text.slice(line.from, from))?.[1] ?? '';
    const options = values(owner, name, known);
    return options.length === 0 ? null : { from, to: endOf(text, pos), options, validFor: /^"?[\w.-]*"?$/ };
  }
  const options = properties(owner, known.version);
  const hasColon = /^[\w-]*"?\s*:/.test(text.slice(pos, pos + 80));
  return options.length === 0
    ? null
    : {
        from,
        to: endOf(text, pos),
        options: options.map((option) => ({ ...option, apply: `"${option.label}"${hasColon ? '' : ': '}` })),
        validFor: /^"?[\w-]*"?$/,
      };
}

interface Owner {
  pointer: string;
  type: string | null;
  present: string[];
}

/** The object that the cursor stands in; read from the text, for JSON that is being typed is none. */
function ownerOf(text: string, from: number, isValue: boolean): Owner {
  let depth = 0;
  let start = from - 1;
  for (; start >= 0; start -= 1) {
    if (text[start] === '}' || text[start] === ']') depth += 1;
    if (text[start] === '{' || text[start] === '[') {
      if (depth === 0) break;
      depth -= 1;
    }
  }
  let end = from;
  for (depth = 0; end < text.length; end += 1) {
    if (text[end] === '{' || text[end] === '[') depth += 1;
    if (text[end] === '}' || text[end] === ']') {
      if (depth === 0) break;
      depth -= 1;
    }
  }
  const body = flat(text.slice(start + 1, end));
  const pointer = pointerAt(text, start + 1);
  return {
    pointer: isValue
      ? pointer.replace(/\/[^/]*$/, (step) => (text[start] === '{' && pointer.endsWith(step) ? step : ''))
      : pointer,
    type: /"type"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? null,
    present: [...body.matchAll(/"([\w-]+)"\s*:/g)].map((match) => match[1] ?? ''),
  };
}

/** Without what stands in inner objects and lists. */
function flat(body: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of body) {
    if (letter === '}' || letter === ']') depth -= 1;
    if (depth === 0) kept += letter;
    if (letter === '{' || letter === '[') depth += 1;
  }
  return kept;
}

function properties(owner: Owner, version: string): Completion[] {
  const absent = (name: string) => !owner.present.includes(name);
  const component = componentOf(owner.type);
  if (component && !/-action(?:\/next)?$/.test(owner.pointer))
    return component.properties
      .filter(({ name, since = '2.1' }) => absent(name) && since <= version)
      .map((property) => ({
        label: property.name,
        type: 'property',
        detail: describe(property),
        boost: property.required ? 2 : 0,
      }));
  const found = places.find(([look]) => look.test(owner.pointer))?.[1];
  if (found) return found.filter(absent).map((label) => ({ label, type: 'property' }));
  return /\/(?:children|then|else|cases\/[^/]+)\/\d+$/.test(owner.pointer) ? [{ label: 'type', type: 'property' }] : [];
}

function describe({ shape, required, most, words }: Property): string {
  const kind = words ? words.join(' | ') : most !== undefined && shape.includes('text') ? `${shape} ≤ ${most}` : shape;
  return required ? `${kind}, required` : kind;
}

function values(owner: Owner, name: string, known: Known): Completion[] {
  const quoted = (words: readonly string[]): Completion[] =>
    words.map((word) => ({ label: word, apply: `"${word}"`, type: 'enum' }));
  const { pointer } = owner;
  if (name === 'version' && pointer === '') return quoted(VERSIONS);
  if (name === 'data_api_version') return quoted(['3.0', '4.0']);
  if (name === 'type' && pointer.endsWith('/layout')) return quoted(['SingleColumnLayout']);
  if (name === 'type' && pointer.endsWith('/next')) return quoted(['screen']);
  if (name === 'type' && /\/data\//.test(pointer)) return quoted(['string', 'number', 'boolean', 'array', 'object']);
  if (name === 'type')
    return components
      .filter(({ since }) => since <= known.version)
      .map(({ name: label, help }) => ({ label, apply: `"${label}"`, type: 'class', info: help }));
  if (name === 'name' && pointer.endsWith('/next')) return quoted(known.screens.map(({ id }) => id));
  if (name === 'name' && pointer.endsWith('-action'))
    return quoted(['navigate', 'data_exchange', 'complete', 'update_data', 'open_url']);
  const property = componentOf(owner.type)?.properties.find((one) => one.name === name);
  if (property?.shape === 'flag' || name === 'terminal' || name === 'success' || name === 'refresh_on_back')
    return ['true', 'false'].map((label) => ({ label, type: 'keyword' }));
  return property?.words ? quoted(property.words) : [];
}

function references(known: Known, text: string, pos: number): Completion[] {
  const here = /^\/screens\/(\d+)/.exec(pointerAt(text, pos))?.[1];
  const own = known.screens[Number(here ?? -1)];
  const of = (prefix: string, names: string[], detail: string): Completion[] =>
    names.map((name) => ({ label: `${prefix}${name}`, type: 'variable', detail }));
  return [
    ...(own ? [...of('form.', own.inputs, 'input'), ...of('data.', own.data, 'data')] : []),
    ...known.screens
      .filter((screen) => screen !== own)
      .flatMap(({ id, inputs, data }) => [
        ...of(`screen.${id}.form.`, inputs, 'input'),
        ...of(`screen.${id}.data.`, data, 'data'),
      ]),
  ];
}

/** Read roughly, because it must also work while the JSON is broken. */
function knownIn(text: string): Known {
  const version = /"version"\s*:\s*"(\d+\.\d+)"/.exec(text)?.[1] ?? '7.3';
  const starts = [...text.matchAll(/"id"\s*:\s*"([A-Za-z_]+)"/g)].filter(({ index }) =>
    /^\/screens\/\d+\/id$/.test(pointerAt(text, index + 8)),
  );
  const screens = starts.map((match, place) => {
    const part = text.slice(match.index, starts[place + 1]?.index ?? text.length);
    return {
      id: match[1] ?? '',
      data: [...part.matchAll(/"(\w+)"\s*:\s*\{\s*"type"\s*:\s*"(?:string|number|integer|boolean|array|object)"/g)].map(
        (one) => one[1] ?? '',
      ),
      inputs: [...part.matchAll(/"type"\s*:\s*"(\w+)"[^{}]*?"name"\s*:\s*"(\w+)"/g)]
        .filter((one) => ['input', 'picker'].includes(componentOf(one[1])?.group ?? ''))
        .map((one) => one[2] ?? ''),
    };
  });
  return { version, screens };
}

const endOf = (text: string, pos: number) => pos + (/^[\w-]*"?/.exec(text.slice(pos, pos + 80))?.[0].length ?? 0);
