// Settings that name something of the workspace: people, teams, tags, templates, files, other flows. Chosen from lists, never typed as ids.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronDown, X } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import { flows } from '~/api/flows';
import type { Json } from '~/api/flows-types';
import { members, tags } from '~/api/team';
import { teams } from '~/api/teams';
import { templates } from '~/api/templates';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Picker, type PickerOption } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { outline } from '../builder/order';
import { isObject, type Path } from '../builder/path';
import { useEditor } from '../builder/store';
import type { ConfigSchema } from '../canvas/catalog';
import { kindTitle } from '../canvas/catalog';
import { drawnColors, hueOf } from '../canvas/drawn-nodes';
import { nodeTitle } from '../canvas/names';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { humane } from './labels';
import { MediaField } from './media-field';

export interface PickerFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
  nullable: boolean;
}

/** One of a list. */
function One({
  path,
  label,
  hint,
  value,
  nullable,
  options,
  toValue = (id) => id,
}: Omit<PickerFieldProps, 'schema'> & {
  options: readonly PickerOption[];
  toValue?: (id: string) => Json;
}) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const id = isObject(value) ? String(value.flow ?? '') : typeof value === 'string' ? value : '';
  const chosen = options.find((option) => option.id === id);
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <div className="flex items-center gap-1">
          <Popover
            label={t`Choose`}
            trigger={(props) => (
              <button
                type="button"
                {...control}
                {...props}
                disabled={!editable}
                className="flex h-9 min-w-0 flex-1 items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-start text-13 hover:bg-hover"
              >
                {id === '' ? (
                  <span className="text-fg-3">{t`Choose…`}</span>
                ) : (
                  <bdi className="truncate">{chosen?.text ?? id}</bdi>
                )}
                <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
              </button>
            )}
          >
            {(close) => (
              <Picker
                label={t`Search`}
                placeholder={t`Search`}
                options={options.map((option) => ({ ...option, checked: option.id === id }))}
                onPick={(next) => {
                  change(path, toValue(next));
                  close();
                }}
                onCreate={(typed) => {
                  change(path, toValue(typed));
                  close();
                }}
                createLabel={(typed) => t`Use “${typed}”`}
              />
            )}
          </Popover>
          {editable && id !== '' && (
            <IconButton
              icon={X}
              size="sm"
              label={t`Take away`}
              onClick={() => change(path, nullable ? undefined : toValue(''))}
            />
          )}
        </div>
      )}
    </FieldFrame>
  );
}

/** Several of a list. */
function Several({
  path,
  label,
  hint,
  value,
  options,
}: Omit<PickerFieldProps, 'schema' | 'nullable'> & { options: readonly PickerOption[] }) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const nameOf = (id: string) => options.find((option) => option.id === id)?.text ?? id;
  const toggle = (id: string) =>
    change(path, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {({ id }) => (
        <div id={id} role="group" className="flex flex-wrap items-center gap-1">
          {chosen.map((one) => (
            <span key={one} className="flex h-7 items-center gap-0.5 rounded-full bg-hover ps-2.5 pe-0.5 text-12">
              <bdi className="truncate">{nameOf(one)}</bdi>
              {editable && (
                <IconButton icon={X} size="sm" label={t`Remove ${nameOf(one)}`} onClick={() => toggle(one)} />
              )}
            </span>
          ))}
          {editable && (
            <Popover
              label={t`Choose`}
              trigger={(props) => (
                <button
                  type="button"
                  {...props}
                  className="h-7 rounded-full border border-line-strong border-dashed px-2.5 text-12 text-fg-2 hover:bg-hover"
                >
                  <Trans>Add</Trans>
                </button>
              )}
            >
              {() => (
                <Picker
                  label={t`Search`}
                  placeholder={t`Search`}
                  options={options.map((option) => ({ ...option, checked: chosen.includes(option.id) }))}
                  onPick={toggle}
                  onCreate={(typed) => toggle(typed)}
                  createLabel={(typed) => t`Use “${typed}”`}
                />
              )}
            </Popover>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

const option = (id: string, text: string, note?: string): PickerOption => ({
  id,
  text,
  label: note ? (
    <span className="flex min-w-0 flex-col">
      <bdi className="truncate">{text}</bdi>
      <span className="truncate text-11 text-fg-3">{note}</span>
    </span>
  ) : (
    <bdi className="truncate">{text}</bdi>
  ),
});

function useMembers() {
  const { id } = useWorkspace();
  const { data = [] } = useQuery(members.list(id));
  return data.map((member) => option(member.user_id, member.name || member.email));
}

function MemberField(props: PickerFieldProps) {
  return <One {...props} options={useMembers()} />;
}

function MembersField(props: PickerFieldProps) {
  return <Several {...props} options={useMembers()} />;
}

function TeamField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const { data = [] } = useQuery(teams.list(id));
  return <One {...props} options={data.map((team) => option(team.id, team.name))} />;
}

function TagsField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const { data = [] } = useQuery(tags.list(id));
  return <Several {...props} options={data.map((tag) => option(tag.name, tag.name))} />;
}

function ContactField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const { data = [] } = useQuery(customFields.list(id));
  return <One {...props} options={data.map((field) => option(field.key, field.label, field.key))} />;
}

function TemplateField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const { data } = useInfiniteQuery(templates.list(id, {}));
  const groups = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <One
      {...props}
      options={groups.map((group) =>
        option(
          group.name,
          group.name,
          group.languages.map(({ language, status }) => `${language} · ${humane(status.toLowerCase())}`).join(', '),
        ),
      )}
    />
  );
}

function FlowField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const { data } = useInfiniteQuery(flows.list(id));
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <One
      {...props}
      options={all.map((flow) => option(flow.id, flow.name))}
      toValue={(flow) => ({ flow, version: '' })}
    />
  );
}

function NodeField(props: PickerFieldProps) {
  const graph = useEditor((state) => state.graph);
  const rows = outline(graph).filter(({ again, node }) => !again && node.type !== 'start');
  return <One {...props} options={rows.map(({ node }) => option(node.id, nodeTitle(node), kindTitle(node.type)))} />;
}

/** A name that the workspace knows and the console has no list of. */
function NameField({ path, label, hint, value, nullable }: PickerFieldProps) {
  const { change, editable } = useForm();
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          dir="ltr"
          readOnly={!editable}
          className="h-9 text-13"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(path, event.target.value === '' && nullable ? undefined : event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

function ColorField({ path, label, value }: PickerFieldProps) {
  const { change, editable } = useForm();
  return (
    <FieldFrame path={path} label={label}>
      {({ id }) => (
        <div id={id} role="radiogroup" className="flow-canvas flex gap-1.5">
          {drawnColors.map((color) => (
            <button
              key={color}
              type="button"
              role="radio"
              aria-checked={value === color}
              aria-label={color}
              disabled={!editable}
              onClick={() => change(path, color)}
              style={{ backgroundColor: `oklch(var(--note-line-l) 0.09 ${hueOf(color)})` }}
              className="size-7 rounded-full border border-line aria-checked:ring-2 aria-checked:ring-accent"
            />
          ))}
        </div>
      )}
    </FieldFrame>
  );
}

/** By the schema's `x-ui.widget`. */
export const pickers: Readonly<Record<string, ComponentType<PickerFieldProps>>> = {
  calendar_picker: NameField,
  color: ColorField,
  contact_field: ContactField,
  flow_picker: FlowField,
  function_picker: NameField,
  llm_picker: NameField,
  media: MediaField,
  member: MemberField,
  members: MembersField,
  node_picker: NodeField,
  tags: TagsField,
  team: TeamField,
  template_picker: TemplateField,
  wa_flow_picker: NameField,
};
