// The form follows the catalogue: every setting of every kind has a field, and every form of a setting can be chosen and told again.
import { describe, expect, it } from 'vitest';
import { triggerKinds, triggerSchema } from '~/generated/node-catalog';
import { type ConfigSchema, nodeCatalog } from '../canvas/catalog';
import { choicesOf, emptyOf, shapeOf, variantOf, variantsOf } from './schema';
import { fragmentAt } from './value-text';
import { filled } from './values';

/** Walks through all that a form can show. */
function walk(
  given: ConfigSchema,
  root: ConfigSchema,
  path: string,
  depth: number,
  visit: (path: string, schema: ConfigSchema) => void,
) {
  if (depth > 5) return;
  visit(path, given);
  const { kind, schema } = shapeOf(given, root);
  if (kind === 'list' && schema.items) walk(schema.items, root, `${path}[]`, depth + 1, visit);
  if (kind === 'object')
    for (const [name, member] of Object.entries(schema.properties ?? {}))
      walk(member, root, `${path}.${name}`, depth + 1, visit);
  if (kind === 'union')
    for (const { id, form } of variantsOf(schema, root))
      if (form.is !== 'word') walk(form.schema, root, `${path}(${id})`, depth + 1, visit);
}

describe.each(nodeCatalog.map((entry) => [entry.kind, entry.schema] as const))('%s', (kind, root) => {
  it('has a field for every setting, and forms that are told from each other', () => {
    walk(root, root, kind, 0, (path, given) => {
      const { kind: field, schema } = shapeOf(given, root);
      if (field === 'choice') expect(choicesOf(schema).length, path).toBeGreaterThan(1);
      if (field === 'union') {
        const variants = variantsOf(schema, root);
        expect(variants.length, path).toBe(new Set(variants.map(({ id }) => id)).size);
        for (const variant of variants) expect(variantOf(variant.empty, variants)?.id, path).toBe(variant.id);
      }
      expect(() => JSON.stringify(emptyOf(given, root)), path).not.toThrow();
    });
  });
});

describe('triggers', () => {
  it('have a form each', () => {
    const variants = variantsOf(triggerSchema, triggerSchema);
    expect(variants.map(({ id }) => id).sort()).toEqual([...triggerKinds].sort());
    expect(variants.every(({ form }) => form.is === 'tagged')).toBe(true);
  });

  it('show the settings of a schedule, which is written elsewhere in the schema', () => {
    const schedule = variantsOf(triggerSchema, triggerSchema).find(({ id }) => id === 'schedule');
    if (schedule?.form.is !== 'tagged') throw new Error('a schedule has a tag');
    expect(Object.keys(schedule.form.schema.properties ?? {})).toContain('cron');
  });
});

describe('values in texts', () => {
  it('are completed inside of braces only, filters after the bar', () => {
    expect(fragmentAt('Hi {{contact.na', 15, false)).toMatchObject({ text: 'contact.na', isFilter: false });
    expect(fragmentAt('Hi {{contact.name | up', 22, false)).toMatchObject({ text: 'up', isFilter: true });
    expect(fragmentAt('Hi {{contact.name}} there', 25, false)).toBeNull();
    expect(fragmentAt('vars.total > cont', 17, true)).toMatchObject({ text: 'cont', from: 13 });
  });

  it('are shown by sample, by default, or by name', () => {
    const scope = { contact: { name: 'Elif' }, vars: {} };
    expect(filled('{{contact.name}}, {{vars.city | default:"Madrid"}}, {{vars.zip}}', scope)).toBe(
      'Elif, Madrid, [zip]',
    );
  });
});
