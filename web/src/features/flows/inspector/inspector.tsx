// The settings of one step: its name, its form drawn from the catalogue's schema, where it leads, and what it is for.
import { Trans, useLingui } from '@lingui/react/macro';
import { Copy, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowNode, Json } from '~/api/flows-types';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { Tabs } from '~/ui/tabs';
import { changeNode, renameNode, setField } from '../builder/edits';
import { formatPath, type Path } from '../builder/path';
import { FindingRow } from '../builder/problems-panel';
import { useEditor, useEditorStore } from '../builder/store';
import { useActions } from '../builder/use-actions';
import { entryOf, isDrawnOnly, kindTitle } from '../canvas/catalog';
import { handleLabel } from '../canvas/exits';
import { nodeTitle } from '../canvas/names';
import { KindTile } from '../canvas/step-node';
import { ExitsSection } from './exits-section';
import { FormProvider } from './form-context';
import { JsonField } from './json-field';
import { MessagePreview } from './message-preview';
import { ObjectFields } from './object-fields';
import { OutputTab } from './output-tab';
import { shapeOf } from './schema';
import { TemplatePreview } from './template-preview';
import { UnionField } from './union-field';
import { useValues } from './workspace-values';

// Few steps ask a server, and fewer people try it from here.
const TryRequest = lazy(() => import('./try-request'));

export function Inspector({ flow, node }: { flow: string; node: FlowNode }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const actions = useActions();
  const editable = useEditor((state) => state.editable);
  const [tab, setTab] = useState<'settings' | 'output' | 'help'>('settings');
  return (
    <section aria-label={nodeTitle(node)} className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-2.5 ps-4 pe-2 pt-3 pb-1">
        <KindTile kind={node.type} />
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="truncate font-semibold text-14">
            {nodeTitle(node)}
          </h2>
          <p className="truncate text-11 text-fg-3">{kindTitle(node.type)}</p>
        </div>
        {editable && node.type !== 'start' && (
          <>
            <IconButton
              icon={Copy}
              size="sm"
              label={t`Duplicate`}
              shortcut="Mod+D"
              onClick={() => actions.duplicate()}
            />
            <IconButton icon={Trash2} size="sm" label={t`Delete`} shortcut="Delete" onClick={() => actions.remove()} />
          </>
        )}
        <IconButton
          icon={X}
          size="sm"
          label={t`Close`}
          className="max-md:hidden"
          onClick={() => store.getState().select([])}
        />
      </div>
      <div className="shrink-0 px-3">
        <Tabs
          id="flow-step"
          label={t`Step`}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'settings', label: t`Settings` },
            ...(isDrawnOnly(node.type) ? [] : [{ value: 'output' as const, label: t`Output` }]),
            { value: 'help', label: t`Help` },
          ]}
        />
      </div>
      <div
        id={`flow-step-panel-${tab}`}
        role="tabpanel"
        aria-labelledby={`flow-step-tab-${tab}`}
        className="scroller flex min-h-0 flex-1 flex-col gap-5 p-4"
      >
        {tab === 'settings' && <SettingsTab flow={flow} node={node} />}
        {tab === 'output' && <OutputTab node={node} />}
        {tab === 'help' && <HelpTab kind={node.type} />}
      </div>
    </section>
  );
}

function SettingsTab({ flow, node }: { flow: string; node: FlowNode }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const graph = useEditor((state) => state.graph);
  const all = useEditor((state) => state.findings);
  const editable = useEditor((state) => state.editable);
  const box = useRef<HTMLFieldSetElement>(null);
  const findings = useMemo(() => all.filter((finding) => finding.node === node.id), [all, node.id]);
  const { values, scope } = useValues(graph, node);
  const schema = entryOf(node.type)?.schema;
  const change = useCallback(
    (path: Path, value: Json | undefined) =>
      store.getState().change((before) => setField(before, node.id, path, value), `${node.id} ${formatPath(path)}`),
    [store, node.id],
  );
  const form = useMemo(
    () => ({ node, root: schema ?? {}, values, scope, findings, editable, change }),
    [node, schema, values, scope, findings, editable, change],
  );
  useFocus(node.id, box);
  const drawn = isDrawnOnly(node.type);
  // What no field shows where it belongs is listed on top.
  const general = findings.filter(({ field }) => !field || field.startsWith('handle:') || field.startsWith('edge:'));
  return (
    <FormProvider value={form}>
      {general.length > 0 && (
        <ul className="-mx-2 flex flex-col">
          {general.map((finding, index) => (
            <FindingRow key={`${finding.code}${index}`} finding={finding} />
          ))}
        </ul>
      )}
      <fieldset ref={box} disabled={!editable} className="flex min-w-0 flex-col gap-4">
        {!drawn && <NameField node={node} />}
        {schema ? <Fields node={node} /> : <JsonField path={[]} label={t`Settings`} schema={{}} value={node.config} />}
      </fieldset>
      {node.type === 'http_request' && editable && (
        <Suspense fallback={null}>
          <TryRequest flow={flow} node={node} scope={scope} onSample={(mock) => change(['mock'], mock)} />
        </Suspense>
      )}
      {node.type === 'send_template' ? (
        <TemplatePreview node={node} scope={scope} />
      ) : (
        <MessagePreview node={node} scope={scope} />
      )}
      <ExitsSection node={node} />
      {!drawn && (
        <fieldset disabled={!editable} className="flex flex-col gap-4">
          <Field label={<Trans>When it fails</Trans>}>
            {(control) => (
              <Select
                {...control}
                value={node.on_error}
                onChange={(on_error) => store.getState().change((before) => changeNode(before, node.id, { on_error }))}
                options={[
                  { value: 'route', label: t`Leave by the failure's exit` },
                  { value: 'continue', label: t`Carry on as if it had worked` },
                  { value: 'policy', label: t`Do what the flow says` },
                ]}
              />
            )}
          </Field>
          <Field label={<Trans>Remarks</Trans>}>
            {(control) => (
              <Textarea
                {...control}
                className="text-13"
                value={node.notes ?? ''}
                onChange={(event) =>
                  store
                    .getState()
                    .change((before) => changeNode(before, node.id, { notes: event.target.value }), `${node.id} notes`)
                }
              />
            )}
          </Field>
        </fieldset>
      )}
    </FormProvider>
  );
}

function Fields({ node }: { node: FlowNode }) {
  const schema = entryOf(node.type)?.schema;
  if (!schema) return null;
  const { kind } = shapeOf(schema, schema);
  if (kind === 'union')
    return <UnionField path={[]} label={kindTitle(node.type)} schema={schema} value={node.config} />;
  const drawnSizes = isDrawnOnly(node.type) ? ['width', 'height', 'nodes'] : [];
  return <ObjectFields path={[]} schema={schema} value={node.config} without={drawnSizes} />;
}

function NameField({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  return (
    <Field label={<Trans>Name</Trans>}>
      {(control) => (
        <Input
          {...control}
          // Taken when typing is over: other steps speak of it by this name.
          key={node.name}
          className="h-9 text-13"
          defaultValue={nodeTitle(node)}
          title={`{{nodes.${node.name}}}`}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          onBlur={(event) => {
            const typed = event.target.value;
            if (typed.trim() !== '' && typed !== nodeTitle(node))
              store.getState().change((before) => renameNode(before, node.id, typed));
          }}
        />
      )}
    </Field>
  );
}

/** Goes to the setting that a problem is about, or to the nearest one around it. */
function useFocus(node: string, box: React.RefObject<HTMLElement | null>): void {
  const focus = useEditor((state) => state.focus);
  useEffect(() => {
    if (focus?.node !== node || !focus.field) return;
    const panel = box.current?.closest('[role="tabpanel"]');
    for (let field = focus.field; field !== ''; field = field.replace(/(?:\.[^.[]+|\[\d+\]|^[^.[]+)$/, '')) {
      const place = panel?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
      if (!place) continue;
      place.scrollIntoView({ block: 'center' });
      place.querySelector<HTMLElement>('textarea, input, button, [role="combobox"]')?.focus({ preventScroll: true });
      return;
    }
  }, [focus, node, box]);
}

function HelpTab({ kind }: { kind: string }) {
  const entry = entryOf(kind);
  if (!entry) return null;
  return (
    <>
      {entry.help.split('\n\n').map((paragraph) => (
        <p key={paragraph} className="text-13 text-fg-2">
          {paragraph.replaceAll('`', '')}
        </p>
      ))}
      {entry.exits.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="font-medium text-12 text-fg-2">
            <Trans>Exits</Trans>
          </h3>
          <dl className="flex flex-col gap-2">
            {entry.exits.map(({ handle, help }) => (
              <div key={handle} className="flex flex-col">
                <dt className="font-medium text-13">{handleLabel(handle.replace(/:$/, ''))}</dt>
                <dd className="text-12 text-fg-3">{help}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
