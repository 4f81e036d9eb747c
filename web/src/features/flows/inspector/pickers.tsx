// Settings that name something of the workspace, by the schema's widget: people, teams, tags, templates, files, functions, other flows.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import { flows } from '~/api/flows';
import { members, tags } from '~/api/team';
import { teams } from '~/api/teams';
import { outline } from '../builder/order';
import { useEditor } from '../builder/store';
import { kindTitle } from '../canvas/catalog';
import { drawnColors, hueOf } from '../canvas/drawn-nodes';
import { nodeTitle } from '../canvas/names';
import { One, option, type PickerFieldProps, Several } from './choose';
import { CalendarField, ConnectionField, FunctionField, SecretField, WaFlowField } from './connection-pickers';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';
import { MediaField } from './media-field';
import { TemplateField } from './template-field';

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
  calendar_picker: CalendarField,
  color: ColorField,
  contact_field: ContactField,
  flow_picker: FlowField,
  function_picker: FunctionField,
  llm_picker: ConnectionField,
  media: MediaField,
  member: MemberField,
  members: MembersField,
  node_picker: NodeField,
  secret: SecretField,
  tags: TagsField,
  team: TeamField,
  template_picker: TemplateField,
  wa_flow_picker: WaFlowField,
};
