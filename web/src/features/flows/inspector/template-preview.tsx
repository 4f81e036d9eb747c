// A step's template as the customer will get it: Meta's text with the step's own values, in each language there is.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { FlowNode, JsonObject } from '~/api/flows-types';
import type { Message } from '~/api/schema';
import { type MessageTemplate, templates } from '~/api/templates';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { fields, list, text } from '~/whatsapp/read';
import { humane } from './labels';
import { filled } from './values';

export function TemplatePreview({ node, scope }: { node: FlowNode; scope: JsonObject }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const name = text(node.config.template) ?? '';
  const { data: languages = [] } = useQuery(templates.siblings(id, name));
  const [wanted, setWanted] = useState<string | null>(null);
  const chain = list(node.config.languages);
  const line =
    languages.find(({ language }) => language === wanted) ??
    chain.flatMap((tag) => languages.find(({ language }) => language === tag) ?? [])[0] ??
    languages[0];
  const whole = useQuery({ ...templates.get(id, line?.id ?? ''), enabled: line !== undefined });
  const message = useMemo(() => whole.data && sent(node, whole.data, scope), [node, whole.data, scope]);
  if (!line) return null;
  return (
    <section aria-label={t`On the phone`} className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-12 text-fg-2">
          <Trans>On the phone</Trans>
        </h3>
        {languages.length > 1 && (
          <Select
            label={t`Language`}
            className="max-w-36"
            value={line.language}
            onChange={setWanted}
            options={languages.map(({ language, status }) => ({
              value: language,
              label: language,
              note: humane(status.toLowerCase()),
            }))}
          />
        )}
      </div>
      {whole.data && message ? (
        <div className="wallpaper @container overflow-hidden rounded-card border border-line py-3">
          <MessageBubble message={message} template={{ ...whole.data, quality_score: null }} perspective="customer" />
        </div>
      ) : (
        <Skeleton className="h-24 rounded-card" />
      )}
    </section>
  );
}

/** The message the step would send, with sample values. What has no value yet keeps its place, to be seen. */
export function sent({ config }: FlowNode, template: MessageTemplate, scope: JsonObject): Message {
  const at = new Date().toISOString();
  const say = (value: unknown) => filled(text(value) ?? '', scope) || undefined;
  const named = template.parameter_format === 'NAMED';
  const { kind, file } = fields(config.header_media);
  const media = text(kind);
  const header = media
    ? { type: media, [media]: { link: say(fields(file).url) } }
    : text(config.header_text) && { type: 'text', text: say(config.header_text) };
  const components = [
    ...(header ? [{ type: 'header', parameters: [header] }] : []),
    {
      type: 'body',
      parameters: list(config.body)
        .map(fields)
        .map((one) => ({ type: 'text', ...(named && { parameter_name: one.name }), text: say(one.value) })),
    },
    ...list(config.buttons)
      .map(fields)
      .map((one) => ({
        type: 'button',
        sub_type: one.kind,
        index: one.index,
        parameters: [
          one.kind === 'copy_code'
            ? { type: 'coupon_code', coupon_code: say(one.value) }
            : { type: 'text', text: say(one.value) },
        ],
      })),
  ];
  return {
    ...{ id: 'preview', conversation_id: '', wamid: null, direction: 'outbound', kind: 'template', preview: '' },
    ...{
      reply_to: null,
      referral: null,
      context: null,
      media: null,
      submission: null,
      reactions: [],
      status: 'delivered',
      error: null,
    },
    ...{ edited_at: null, revoked_at: null, undo_until: null, duplicated_at: null },
    ...{ author: { kind: 'agent', id: null, name: null, run: null }, sent_at: at, created_at: at, status_at: at },
    content: { name: template.name, language: { code: template.language }, components },
  } satisfies Message;
}
