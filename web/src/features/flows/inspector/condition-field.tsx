// A condition: rows of comparisons joined by all or any, groups within, or an expression for what rows cannot say.
import { Trans, useLingui } from '@lingui/react/macro';
import { FolderPlus, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Json, JsonObject } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';
import { formatPath, isObject, type Path } from '../builder/path';
import { operatorName, standsAlone } from '../canvas/when-words';
import { ExpressionField } from './expression-field';
import { FieldFrame } from './field-frame';
import { useFieldFinding, useForm } from './form-context';
import { ValueText } from './value-text';

const operators = [
  'equals',
  'not_equals',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'greater',
  'greater_or_equal',
  'less',
  'less_or_equal',
  'before',
  'after',
  'matches',
  'is_empty',
  'is_not_empty',
];

const DEEPEST = 3;
const emptyTest = (): JsonObject => ({ left: '', is: 'equals', right: '' });
const emptyRows = (): JsonObject => ({ join: 'all', tests: [emptyTest()], groups: [] });

interface ConditionFieldProps {
  path: Path;
  label: ReactNode;
  value: Json | undefined;
  optional?: boolean;
}

export function ConditionField({ path, label, value, optional }: ConditionFieldProps) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const finding = useFieldFinding(path);
  const when = isObject(value) ? value : null;
  const isExpression = typeof when?.expression === 'string';
  if (optional && !when)
    return <Switch checked={false} label={label} onChange={() => change(path, { rows: emptyRows() })} />;
  return (
    <fieldset data-field={formatPath(path)} className="flex min-w-0 flex-col gap-2">
      {optional && <Switch checked label={label} onChange={() => change(path, undefined)} />}
      <div className="flex items-center justify-between gap-2">
        {!optional && <span className="font-medium text-12 text-fg-2">{label}</span>}
        {editable && (
          <div role="group" aria-label={t`How it is written`} className="flex rounded-control bg-sunken p-0.5">
            {[
              { is: false, words: t`Rows` },
              { is: true, words: t`Expression` },
            ].map((form) => (
              <button
                key={form.words}
                type="button"
                aria-pressed={isExpression === form.is}
                onClick={() => change(path, form.is ? { expression: '' } : { rows: emptyRows() })}
                className="h-6 rounded-badge px-2 font-medium text-12 text-fg-3 aria-pressed:bg-surface aria-pressed:text-fg aria-pressed:shadow-1"
              >
                {form.words}
              </button>
            ))}
          </div>
        )}
      </div>
      {isExpression ? (
        <ExpressionField path={[...path, 'expression']} label={null} schema={{}} value={when?.expression} />
      ) : (
        <Rows path={[...path, 'rows']} value={when?.rows} depth={0} />
      )}
      {finding && <p className="text-12 text-danger">{finding.message}</p>}
    </fieldset>
  );
}

function Rows({ path, value, depth }: { path: Path; value: Json | undefined; depth: number }) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const rows = isObject(value) ? value : {};
  const tests = Array.isArray(rows.tests) ? rows.tests : [];
  const groups = Array.isArray(rows.groups) ? rows.groups : [];
  const any = rows.join === 'any';
  const set = (over: JsonObject) => change(path, { join: 'all', tests: [], groups: [], ...rows, ...over });
  return (
    <div className={depth > 0 ? 'flex flex-col gap-2 border-accent/30 border-s-2 ps-2.5' : 'flex flex-col gap-2'}>
      {tests.map((test, index) => (
        <div key={index} className="flex flex-col gap-2">
          {index > 0 && <JoinWord any={any} onToggle={() => set({ join: any ? 'all' : 'any' })} />}
          <TestRow
            path={[...path, 'tests', index]}
            value={test}
            onRemove={() => set({ tests: tests.filter((_one, place) => place !== index) })}
          />
        </div>
      ))}
      {groups.map((group, index) => (
        <div key={index} className="flex flex-col gap-2">
          {(tests.length > 0 || index > 0) && (
            <JoinWord any={any} onToggle={() => set({ join: any ? 'all' : 'any' })} />
          )}
          <div className="relative">
            <Rows path={[...path, 'groups', index]} value={group} depth={depth + 1} />
            {editable && (
              <IconButton
                icon={X}
                size="sm"
                label={t`Remove the group`}
                className="absolute end-0 bottom-0"
                onClick={() => set({ groups: groups.filter((_one, place) => place !== index) })}
              />
            )}
          </div>
        </div>
      ))}
      {editable && (
        <div className="flex flex-wrap gap-1.5">
          <Button size="sm" variant="ghost" icon={Plus} onClick={() => set({ tests: [...tests, emptyTest()] })}>
            <Trans>Comparison</Trans>
          </Button>
          {depth < DEEPEST && (
            <Button
              size="sm"
              variant="ghost"
              icon={FolderPlus}
              onClick={() => set({ groups: [...groups, { ...emptyRows(), join: any ? 'all' : 'any' }] })}
            >
              <Trans>Group</Trans>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function JoinWord({ any, onToggle }: { any: boolean; onToggle: () => void }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      data-tooltip={any ? t`One must hold. Click: each must hold` : t`Each must hold. Click: one must hold`}
      onClick={onToggle}
      className="h-5.5 self-start rounded-full bg-accent-soft px-2.5 font-semibold text-11 text-accent-text uppercase"
    >
      {any ? t`or` : t`and`}
    </button>
  );
}

function TestRow({ path, value, onRemove }: { path: Path; value: Json; onRemove: () => void }) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const test = isObject(value) ? value : {};
  const is = typeof test.is === 'string' ? test.is : 'equals';
  const said = (side: 'left' | 'right') => (typeof test[side] === 'string' ? test[side] : '');
  return (
    <div className="flex flex-col gap-1.5 rounded-card border border-line bg-sunken/50 p-2">
      <FieldFrame path={[...path, 'left']} label={null}>
        {(control) => (
          <ValueText
            {...control}
            label={t`What is looked at`}
            placeholder="{{vars.…}}"
            value={said('left')}
            onChange={(next) => change([...path, 'left'], next)}
          />
        )}
      </FieldFrame>
      <div className="flex items-center gap-1">
        <Select
          label={t`How it is compared`}
          value={is}
          options={operators.map((operator) => ({ value: operator, label: operatorName(operator) }))}
          onChange={(next) => change([...path, 'is'], next)}
        />
        {editable && <IconButton icon={X} size="sm" label={t`Remove the comparison`} onClick={onRemove} />}
      </div>
      {!standsAlone(is) && (
        <FieldFrame path={[...path, 'right']} label={null}>
          {(control) => (
            <ValueText
              {...control}
              label={t`What it is compared with`}
              value={said('right')}
              onChange={(next) => change([...path, 'right'], next)}
            />
          )}
        </FieldFrame>
      )}
    </div>
  );
}
