// The template as a contact will get it, with its samples filled in: the same bubble as in the inbox.
import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { Message } from '~/api/schema';
import type { TemplateDefinition } from '~/api/templates';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { fields, list, text } from '~/whatsapp/read';

interface Props {
  definition: TemplateDefinition;
  label: string;
}

export function TemplatePreview({ definition, label }: Props) {
  const message = useMemo(() => asMessage(definition), [definition]);
  const template = useMemo(() => asTemplate(definition), [definition]);
  return (
    <section aria-label={label} className="wallpaper @container rounded-card border border-line py-4">
      {isBlank(definition) ? (
        <p className="px-4 text-center text-13 text-fg-2">
          <Trans>What you write shows up here.</Trans>
        </p>
      ) : (
        <MessageBubble message={message} template={template} perspective="customer" />
      )}
    </section>
  );
}

/** Nothing that a contact would see has been written yet. */
function isBlank({ category, components }: TemplateDefinition): boolean {
  return (
    category !== 'AUTHENTICATION' &&
    components.every((part) => !text(part.text)?.trim() && !list(part.buttons).length && !list(part.cards).length)
  );
}

/** What Meta will write in authentication templates, so that the preview shows it too. */
function asTemplate(definition: TemplateDefinition) {
  const components = definition.components.map((part) => {
    const kind = text(part.type)?.toUpperCase();
    if (definition.category !== 'AUTHENTICATION' || text(part.text) !== null) return part;
    if (kind === 'BODY') {
      const warning = part.add_security_recommendation === true ? ' For your security, do not share this code.' : '';
      return { ...part, text: `*{{1}}* is your verification code.${warning}` };
    }
    if (kind === 'FOOTER')
      return { ...part, text: `This code expires in ${String(part.code_expiration_minutes)} minutes.` };
    if (kind === 'BUTTONS')
      return {
        ...part,
        buttons: list(part.buttons).map((button) => ({
          ...fields(button),
          type: 'OTP',
          text: text(fields(button).text) ?? 'Copy code',
        })),
      };
    return part;
  });
  return {
    id: '',
    name: definition.name,
    language: definition.language,
    status: '',
    category: definition.category,
    parameter_format: definition.parameter_format ?? 'POSITIONAL',
    components,
    quality_score: null,
  };
}

function asMessage(definition: TemplateDefinition): Message {
  const at = new Date().toISOString();
  const code = definition.category === 'AUTHENTICATION' ? [{ type: 'text', text: '123456' }] : null;
  const given = definition.components.flatMap((part, index) => partsOf(part, index, code));
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
    // A bubble without a name is none; it is not shown.
    content: { name: definition.name || 'preview', language: { code: definition.language }, components: given },
  } satisfies Message;
}

/** The parameters a sender would give, from the samples. */
function partsOf(part: Record<string, unknown>, _index: number, code: unknown[] | null): unknown[] {
  const kind = text(part.type)?.toLowerCase();
  switch (kind) {
    case 'header':
      return [{ type: 'header', parameters: headerParameters(part) }];
    case 'body':
      return [{ type: 'body', parameters: code ?? parameters('body', part) }];
    case 'buttons':
      return list(part.buttons).flatMap((button, index) => buttonParameters(fields(button), index));
    case 'carousel':
      return [
        {
          type: 'carousel',
          cards: list(part.cards).map((card, index) => ({
            card_index: index,
            components: list(fields(card).components).flatMap((one, place) => partsOf(fields(one), place, null)),
          })),
        },
      ];
    case 'limited_time_offer':
      return [
        {
          type: kind,
          parameters: [{ type: kind, limited_time_offer: { expiration_time_ms: Date.now() + 26 * 60 * 60 * 1000 } }],
        },
      ];
    default:
      return [];
  }
}

function headerParameters(part: Record<string, unknown>): unknown[] {
  const format = text(part.format)?.toLowerCase();
  if (format === 'text') return parameters('header', part);
  if (format === 'location')
    return [{ type: 'location', location: { latitude: 52.52, longitude: 13.405, name: '…', address: '' } }];
  if (format === undefined) return [];
  const url = text(part.preview_url);
  const media = format === 'gif' ? 'video' : format;
  return [{ type: media, [media]: url === null ? {} : { url } }];
}

function parameters(of: 'header' | 'body', part: Record<string, unknown>): unknown[] {
  const example = fields(part.example);
  const named = list(example[`${of}_text_named_params`]).map(fields);
  if (named.length > 0)
    return named.map((one) => ({ type: 'text', parameter_name: one.param_name, text: orNothing(one.example) }));
  const first: unknown = list(example[`${of}_text`])[0];
  const values = Array.isArray(first) ? first : list(example[`${of}_text`]);
  return values.map((value) => ({ type: 'text', text: orNothing(value) }));
}

/** An empty sample leaves the variable to be seen. */
const orNothing = (value: unknown) => text(value) ?? undefined;

function buttonParameters(button: Record<string, unknown>, index: number): unknown[] {
  if (button.type === 'COPY_CODE') {
    const sample = text(button.example) ?? text(list(button.example)[0]);
    return [
      { type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: sample }] },
    ];
  }
  return [];
}
