// What holds for the whole flow: its variables, its language and limits, what happens on errors and on a second trigger.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2, X } from 'lucide-react';
import type { FlowSettings, FlowVariable, Graph, VariableKind } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { flowLimits } from '../canvas/catalog';
import { freeName } from '../canvas/names';
import { useEditor, useEditorStore } from './store';
import { useUiStore } from './ui';

export function FlowPanel() {
  const { t } = useLingui();
  const ui = useUiStore();
  return (
    <section aria-label={t`Variables and settings`} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-line border-b ps-4 pe-2">
        <h2 className="flex-1 font-semibold text-14">
          <Trans>Variables and settings</Trans>
        </h2>
        <IconButton icon={X} size="sm" label={t`Close`} onClick={() => ui.setState({ panel: 'none' })} />
      </div>
      <div className="scroller flex min-h-0 flex-1 flex-col gap-6 p-4">
        <Variables />
        <Settings />
      </div>
    </section>
  );
}

function Variables() {
  const { t } = useLingui();
  const store = useEditorStore();
  const variables = useEditor((state) => state.graph.variables);
  const editable = useEditor((state) => state.editable);
  const kinds: readonly { value: VariableKind; label: string }[] = [
    { value: 'text', label: t`Text` },
    { value: 'number', label: t`Number` },
    { value: 'boolean', label: t`Yes or no` },
    { value: 'date', label: t`Date` },
    { value: 'list', label: t`List` },
    { value: 'object', label: t`Object` },
  ];
  const set = (next: FlowVariable[], key?: string) =>
    store.getState().change((graph: Graph) => ({ ...graph, variables: next }), key);
  const change = (index: number, over: Partial<FlowVariable>) =>
    set(
      variables.map((one, place) => (place === index ? { ...one, ...over } : one)),
      `variable ${index} ${Object.keys(over).join()}`,
    );
  return (
    <fieldset disabled={!editable} className="flex flex-col gap-2">
      <legend className="pb-2 font-semibold text-13">
        <Trans>Variables</Trans>
      </legend>
      {variables.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>What a run remembers. Steps that save an answer make theirs by themselves.</Trans>
        </p>
      )}
      {variables.map((variable, index) => (
        <div key={index} className="flex items-center gap-1.5">
          <Input
            aria-label={t`Name`}
            dir="ltr"
            className="min-w-0 flex-1 font-mono text-13"
            value={variable.name}
            onChange={(event) => change(index, { name: event.target.value.replace(/\W+/g, '_') })}
          />
          <Select
            label={t`Kind`}
            className="max-w-30 shrink-0"
            value={variable.type}
            options={kinds}
            onChange={(type) => change(index, { type })}
          />
          <IconButton
            icon={Trash2}
            size="sm"
            label={t`Remove ${variable.name}`}
            onClick={() => set(variables.filter((_one, place) => place !== index))}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon={Plus}
        className="self-start"
        onClick={() =>
          set([...variables, { name: freeName('value', new Set(variables.map(({ name }) => name))), type: 'text' }])
        }
      >
        <Trans>Add a variable</Trans>
      </Button>
    </fieldset>
  );
}

function Settings() {
  const { t } = useLingui();
  const store = useEditorStore();
  const settings = useEditor((state) => state.graph.settings);
  const editable = useEditor((state) => state.editable);
  const set = (over: FlowSettings) =>
    store
      .getState()
      .change(
        (graph) => ({ ...graph, settings: { ...graph.settings, ...over } }),
        `settings ${Object.keys(over).join()}`,
      );
  const house = flowLimits.guardrails;
  const limit = (name: 'steps_per_sprint' | 'visits_per_node' | 'days_per_run', label: string) => (
    <Field label={label} hint={t`At most ${house[name]}`}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          max={house[name]}
          placeholder={String(house[name])}
          value={settings.guardrails?.[name] ?? ''}
          onChange={(event) => {
            const { [name]: _old, ...rest } = settings.guardrails ?? {};
            const value = Number(event.target.value);
            set({ guardrails: value > 0 ? { ...rest, [name]: value } : rest });
          }}
        />
      )}
    </Field>
  );
  return (
    <fieldset disabled={!editable} className="flex flex-col gap-4">
      <legend className="pb-3 font-semibold text-13">
        <Trans>Settings</Trans>
      </legend>
      <Field
        label={<Trans>Language</Trans>}
        hint={<Trans>Of numbers and dates the flow writes, such as en or pt_BR.</Trans>}
      >
        {(control) => (
          <Input
            {...control}
            value={settings.language ?? 'en'}
            onChange={(event) => set({ language: event.target.value })}
          />
        )}
      </Field>
      <Field label={<Trans>When something fails and nothing leads on</Trans>}>
        {(control) => (
          <Select
            {...control}
            value={settings.error_policy ?? 'handoff'}
            onChange={(error_policy) => set({ error_policy })}
            options={[
              { value: 'handoff', label: t`Leave a note and hand over to a person` },
              { value: 'end', label: t`Leave a note and end` },
            ]}
          />
        )}
      </Field>
      <Field label={<Trans>When a trigger matches during a run</Trans>}>
        {(control) => (
          <Select
            {...control}
            value={settings.new_trigger ?? 'ignore'}
            onChange={(new_trigger) => set({ new_trigger })}
            options={[
              { value: 'ignore', label: t`The run goes on` },
              { value: 'queue', label: t`Start when it has ended` },
              { value: 'replace', label: t`End it and start anew` },
              { value: 'interrupt_and_resume', label: t`Pause it and go on afterwards` },
            ]}
          />
        )}
      </Field>
      <Field label={<Trans>When an old button is tapped</Trans>}>
        {(control) => (
          <Select
            {...control}
            value={settings.stale_tap ?? 'notice'}
            onChange={(stale_tap) => set({ stale_tap })}
            options={[
              { value: 'notice', label: t`Say that it is no longer active` },
              { value: 'restart', label: t`Start the flow again` },
              { value: 'text', label: t`Take its label as a message` },
            ]}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        {limit('steps_per_sprint', t`Steps between two answers`)}
        {limit('visits_per_node', t`Visits of one step`)}
        {limit('days_per_run', t`Days of a run`)}
      </div>
    </fieldset>
  );
}
