// Reading a JSON Schema as a form: references followed, "or nothing" taken apart, kinds of fields told from each other.
import type { Json, JsonObject } from '~/api/flows-types';
import type { ConfigSchema } from '../canvas/catalog';

export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'union' | 'list' | 'object' | 'any';

export interface Shape {
  kind: FieldKind;
  schema: ConfigSchema;
  /** May be left out. */
  nullable: boolean;
}

export interface Variant {
  id: string;
  help: string;
  /** What is chosen when nothing else is said. */
  empty: Json;
  /** How its members are found in the value: beside a tag, below its own name, or there are none. */
  form: { is: 'word' } | { is: 'tagged'; tag: string; schema: ConfigSchema } | { is: 'named'; schema: ConfigSchema };
}

export function resolve(schema: ConfigSchema, root: ConfigSchema): ConfigSchema {
  const target = schema.$ref?.startsWith('#/$defs/') ? root.$defs?.[schema.$ref.slice('#/$defs/'.length)] : undefined;
  if (!target) return schema;
  const { $ref: _ref, ...own } = schema;
  const base = resolve(target, root);
  return {
    ...base,
    ...own,
    ...(base.properties && { properties: { ...base.properties, ...own.properties } }),
    ...(base.required && { required: [...base.required, ...(own.required ?? [])] }),
  };
}

export function shapeOf(given: ConfigSchema, root: ConfigSchema): Shape {
  const schema = resolve(given, root);
  const either = schema.anyOf;
  if (either) {
    const rest = either.filter((one) => one.type !== 'null');
    const [only] = rest;
    if (only && rest.length === 1) {
      const { anyOf: _either, ...own } = schema;
      const shape = shapeOf({ ...resolve(only, root), ...own }, root);
      return { ...shape, nullable: true };
    }
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const nullable = types.includes('null');
  return {
    kind: kindOf(
      schema,
      types.find((type) => type !== 'null'),
    ),
    schema,
    nullable,
  };
}

function kindOf(schema: ConfigSchema, type: string | undefined): FieldKind {
  if (schema.oneOf) return schema.oneOf.every((one) => one.const !== undefined) ? 'choice' : 'union';
  if (schema.enum) return 'choice';
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return schema.properties ? 'object' : 'any';
    default:
      return 'any';
  }
}

export interface Choice {
  value: string;
  help: string;
}

export function choicesOf(schema: ConfigSchema): Choice[] {
  const words = schema.oneOf?.map((one) => ({ value: one.const, help: one.description ?? '' }));
  const all = words ?? schema.enum?.map((value) => ({ value, help: '' })) ?? [];
  return all.flatMap(({ value, help }) => (typeof value === 'string' ? [{ value, help }] : []));
}

export function variantsOf(schema: ConfigSchema, root: ConfigSchema): Variant[] {
  return (schema.oneOf ?? []).flatMap((given): Variant[] => {
    const one = resolve(given, root);
    const help = given.description ?? one.description ?? '';
    if (typeof one.const === 'string') return [{ id: one.const, help, empty: one.const, form: { is: 'word' } }];
    const words = choicesOf(one);
    if (words.length > 0 && !one.properties)
      return words.map(({ value, help: own }) => ({
        id: value,
        help: own || help,
        empty: value,
        form: { is: 'word' },
      }));
    const tag = Object.entries(one.properties ?? {}).find(([, property]) => typeof property.const === 'string');
    if (tag) {
      const [name, property] = tag;
      const { [name]: _tag, ...rest } = one.properties ?? {};
      const members = { ...one, properties: rest, required: one.required?.filter((other) => other !== name) ?? [] };
      const id = String(property.const);
      return [
        {
          id,
          help,
          empty: { [name]: id, ...required(members, root) },
          form: { is: 'tagged', tag: name, schema: members },
        },
      ];
    }
    const [only] = Object.entries(one.properties ?? {});
    if (!only) return [];
    const [name, member] = only;
    return [{ id: name, help, empty: { [name]: emptyOf(member, root) }, form: { is: 'named', schema: member } }];
  });
}

/** Which of the variants a value is. */
export function variantOf(value: Json | undefined, variants: readonly Variant[]): Variant | undefined {
  return variants.find(({ id, form }) => {
    if (form.is === 'word') return value === id;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return form.is === 'tagged' ? value[form.tag] === id : Object.hasOwn(value, id);
  });
}

/** What a field holds before anybody filled it in. */
export function emptyOf(given: ConfigSchema, root: ConfigSchema): Json {
  const { kind, schema, nullable } = shapeOf(given, root);
  if (schema.default !== undefined) return asJson(schema.default);
  if (nullable) return null;
  switch (kind) {
    case 'text':
      return '';
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0;
    case 'boolean':
      return false;
    case 'list':
      return [];
    case 'choice':
      return choicesOf(schema)[0]?.value ?? '';
    case 'union':
      return variantsOf(schema, root)[0]?.empty ?? null;
    case 'object':
      return required(schema, root);
    case 'any':
      return null;
  }
}

function required(schema: ConfigSchema, root: ConfigSchema): JsonObject {
  const members: JsonObject = {};
  for (const name of schema.required ?? []) {
    const property = schema.properties?.[name];
    if (property) members[name] = emptyOf(property, root);
  }
  return members;
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

/** What is shown as a field's own limit. */
export function maxLength(schema: ConfigSchema): number | undefined {
  return typeof schema.maxLength === 'number' ? schema.maxLength : undefined;
}

export function widgetOf(schema: ConfigSchema): string | undefined {
  return schema['x-ui']?.widget;
}
