// Which template is sent; choosing one makes a place for each of its values.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import type { Json } from '~/api/flows-types';
import { queryClient } from '~/api/query-client';
import { type MessageTemplate, templates } from '~/api/templates';
import { fields, list, text } from '~/whatsapp/read';
import { setField } from '../builder/edits';
import { useEditorStore } from '../builder/store';
import { One, option, type PickerFieldProps } from './choose';
import { useForm } from './form-context';
import { humane } from './labels';

export function TemplateField(props: PickerFieldProps) {
  const { id } = useWorkspace();
  const store = useEditorStore();
  const { node } = useForm();
  const { data } = useInfiniteQuery(templates.list(id, {}));
  const groups = data?.pages.flatMap((page) => page.data) ?? [];
  const pick = async (name: string) => {
    const lines = groups.find((group) => group.name === name)?.languages ?? [];
    const line = lines.find(({ status }) => status === 'APPROVED') ?? lines[0];
    // When it cannot be read, the name alone is taken: the checker says what is missing.
    const whole = line && (await queryClient.fetchQuery(templates.get(id, line.id)).catch(() => null));
    store.getState().change((graph) => {
      const now = graph.nodes.find((one) => one.id === node.id);
      let next = setField(graph, node.id, props.path, name);
      if (!now || !whole || now.type !== 'send_template') return next;
      for (const [member, value] of Object.entries(placesFor(whole, now.config.template === name ? now.config : {})))
        next = setField(next, node.id, [member], value);
      return next;
    });
  };
  return (
    <One
      {...props}
      onPick={(name) => void pick(name)}
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

const places = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The settings that hold a template's values, empty where nothing was written yet. */
export function placesFor(template: MessageTemplate, before: { [member: string]: Json }): { [member: string]: Json } {
  const part = (kind: string) =>
    fields(template.components.find((component) => text(component.type)?.toUpperCase() === kind));
  const named = template.parameter_format === 'NAMED';
  const names = [...new Set([...(text(part('BODY').text) ?? '').matchAll(places)].map(([, name]) => name ?? ''))];
  const old = list(before.body).map(fields);
  const body = names.map((name, index): Json => {
    const kept = named ? old.find((one) => one.name === name) : old[index];
    return { ...(named && { name }), value: text(kept?.value) ?? '' };
  });
  const header = part('HEADER');
  const format = text(header.format)?.toLowerCase() ?? '';
  const asksText = format === 'text' && places.test(text(header.text) ?? '');
  places.lastIndex = 0;
  const asksFile = ['image', 'video', 'document'].includes(format);
  const buttons = list(part('BUTTONS').buttons).flatMap((button, index): Json[] => {
    const { type, url } = fields(button);
    const kind = type === 'COPY_CODE' ? 'copy_code' : text(url)?.includes('{{') ? 'url' : null;
    const kept = list(before.buttons)
      .map(fields)
      .find((one) => one.index === index);
    return kind === null ? [] : [{ index, kind, value: text(kept?.value) ?? '' }];
  });
  return {
    body,
    buttons,
    header_text: asksText ? (text(before.header_text) ?? '') : null,
    header_media: asksFile ? (before.header_media ?? { kind: format, file: { url: '' } }) : null,
    languages: list(before.languages).length > 0 ? (before.languages ?? []) : [template.language],
  };
}
