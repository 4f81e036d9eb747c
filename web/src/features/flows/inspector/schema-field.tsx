// One setting, by what its schema says it is: the right control with the right name, over and over into what is nested.
import type { Json } from '~/api/flows-types';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';
import { formatPath, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { ConditionField } from './condition-field';
import { DurationField } from './duration-field';
import { ExpressionField } from './expression-field';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { JsonField } from './json-field';
import { fieldLabel, humane } from './labels';
import { useTextLimit } from './limits';
import { ListField } from './list-field';
import { ObjectFields } from './object-fields';
import { OptionalField } from './optional-field';
import { pickers } from './pickers';
import { choicesOf, maxLength, shapeOf, widgetOf } from './schema';
import { TriggersField } from './triggers-field';
import { UnionField } from './union-field';
import { ValueText } from './value-text';
import { VariableField } from './variable-field';
import { WordsField } from './words-field';

export interface SchemaFieldProps {
  path: Path;
  name: string;
  schema: ConfigSchema;
  value: Json | undefined;
  /** Inside a list the place says enough. */
  bare?: boolean;
}

export function SchemaField({ path, name, schema: given, value, bare }: SchemaFieldProps) {
  const { root, change } = useForm();
  const { kind, schema, nullable } = shapeOf(given, root);
  const widget = widgetOf(schema) ?? widgetOf(given) ?? (name === 'signature_secret' ? 'secret' : undefined);
  const label = bare ? null : fieldLabel(name);
  const hint = bare ? undefined : hintOf(given.description ?? schema.description);
  const limit = useTextLimit(path) ?? maxLength(schema);
  const common = { path, label, hint, value, schema };

  const Picker = widget ? pickers[widget] : undefined;
  if (Picker) return <Picker {...common} nullable={nullable} />;
  switch (widget) {
    case 'triggers':
      return <TriggersField path={path} value={value} />;
    case 'condition':
      return <ConditionField path={path} label={label} value={value} />;
    case 'duration':
      return <DurationField {...common} nullable={nullable} />;
    case 'variable':
      return <VariableField {...common} />;
    case 'expression':
      return <ExpressionField {...common} />;
    case 'json':
      return <JsonField {...common} />;
    default:
  }
  // Conditions stand also where the schema did not say so.
  if (kind === 'object' && schema.properties?.rows && schema.properties.expression)
    return <ConditionField path={path} label={label} value={value} optional={nullable} />;

  switch (kind) {
    case 'text': {
      const hasValues = widget === 'template' || widget === 'message' || widget === 'long_text';
      const said = typeof value === 'string' ? value : '';
      const set = (next: string) => change(path, next === '' && nullable ? undefined : next);
      return (
        <FieldFrame path={path} label={label} hint={hint}>
          {(control) =>
            hasValues ? (
              <ValueText
                {...control}
                {...(bare && { label: fieldLabel(name) })}
                value={said}
                onChange={set}
                multiline={widget !== 'template'}
                code={name === 'url'}
                max={limit}
              />
            ) : (
              <Input
                {...control}
                aria-label={bare ? fieldLabel(name) : undefined}
                value={said}
                maxLength={limit}
                onChange={(event) => set(event.target.value)}
              />
            )
          }
        </FieldFrame>
      );
    }
    case 'number':
      return (
        <FieldFrame path={path} label={label} hint={hint}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="decimal"
              className="max-w-36"
              {...(typeof schema.minimum === 'number' && { min: schema.minimum })}
              {...(typeof schema.maximum === 'number' && { max: schema.maximum })}
              value={typeof value === 'number' ? value : ''}
              onChange={(event) =>
                change(path, event.target.value === '' ? (nullable ? undefined : 0) : Number(event.target.value))
              }
            />
          )}
        </FieldFrame>
      );
    case 'boolean':
      return (
        <div data-field={formatPath(path)}>
          <Switch
            checked={value === true}
            onChange={(next) => change(path, next)}
            label={fieldLabel(name)}
            hint={hint}
          />
        </div>
      );
    case 'choice':
      return (
        <FieldFrame path={path} label={label} hint={hint}>
          {(control) => (
            <Select
              {...control}
              value={typeof value === 'string' ? value : nullable ? NOTHING : String(schema.default ?? '')}
              onChange={(next) => change(path, next === NOTHING ? undefined : next)}
              options={[
                ...(nullable ? [{ value: NOTHING, label: '–' }] : []),
                ...choicesOf(schema).map((choice) => ({
                  value: choice.value,
                  label: humane(choice.value),
                  note: choice.help,
                })),
              ]}
            />
          )}
        </FieldFrame>
      );
    case 'list': {
      const items = schema.items && shapeOf(schema.items, root);
      if (items?.kind === 'text' && !widgetOf(items.schema)) return <WordsField {...common} />;
      if (items?.kind === 'choice') return <WordsField {...common} choices={choicesOf(items.schema)} />;
      return <ListField path={path} name={name} schema={schema} value={value} hint={hint} />;
    }
    case 'union':
      if (nullable) return <OptionalField {...common} name={name} />;
      return <UnionField path={path} label={label ?? ''} hint={hint} schema={schema} value={value} />;
    case 'object':
      if (nullable) return <OptionalField {...common} name={name} />;
      return (
        <fieldset data-field={formatPath(path)} className="flex min-w-0 flex-col gap-3">
          {label && <legend className="pb-1.5 font-medium text-12 text-fg-2">{label}</legend>}
          <ObjectFields path={path} schema={schema} value={value} />
        </fieldset>
      );
    case 'any':
      return <JsonField {...common} />;
  }
}

const NOTHING = ' ';

/** What is shorter says no more than the name. */
const TOO_SHORT = 30;

/** Only the first paragraph: the rest is under Help. */
function hintOf(description: string | undefined): string | undefined {
  if (!description) return undefined;
  const [first] = description.split('\n\n');
  return first && first.length > TOO_SHORT ? first.replaceAll('`', '') : undefined;
}
