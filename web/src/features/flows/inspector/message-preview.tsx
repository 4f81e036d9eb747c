// What the customer's phone will show, with sample values: the same bubble as in the inbox.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { FlowNode, JsonObject } from '~/api/flows-types';
import type { Message } from '~/api/schema';
import type { BubbleActions } from '~/whatsapp/actions';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { fields, list, text } from '~/whatsapp/read';
import { filled } from './values';

const pretend: BubbleActions = {
  onTap: () => undefined,
  onOpenForm: () => undefined,
  onShareLocation: () => undefined,
  onShareContact: () => undefined,
  onCallPermission: () => undefined,
};

export function MessagePreview({ node, scope }: { node: FlowNode; scope: JsonObject }) {
  const { t } = useLingui();
  const message = useMemo(() => messageOf(node, scope), [node, scope]);
  if (!message) return null;
  return (
    <section aria-label={t`On the phone`} className="flex flex-col gap-1.5">
      <h3 className="font-medium text-12 text-fg-2">
        <Trans>On the phone</Trans>
      </h3>
      <div className="wallpaper @container overflow-hidden rounded-card border border-line py-3">
        <MessageBubble message={message} perspective="customer" actions={pretend} />
      </div>
    </section>
  );
}

type Content = { kind: string; content: JsonObject };

export function messageOf(node: FlowNode, scope: JsonObject): Message | null {
  const made = contentOf(node, (template) => filled(text(template) ?? '', scope) || '…');
  if (!made) return null;
  const at = new Date().toISOString();
  return {
    ...{ id: 'preview', conversation_id: '', wamid: null, direction: 'outbound', kind: made.kind, preview: '' },
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
    content: made.content,
  } satisfies Message;
}

function contentOf({ type, config }: FlowNode, say: (template: unknown) => string): Content | null {
  const words = (body: unknown): Content => ({ kind: 'text', content: { body: say(body) } });
  const offer = (kind: string, action: JsonObject): Content => ({
    kind: 'interactive',
    content: {
      type: kind,
      ...(config.header ? { header: header(config.header, say) } : {}),
      body: { text: say(config.body) },
      ...(text(config.footer) ? { footer: { text: say(config.footer) } } : {}),
      action,
    },
  });
  switch (type) {
    case 'send_message': {
      const { kind, file } = fields(config.media);
      if (typeof kind !== 'string') return words(config.text);
      const name = kind === 'voice' ? 'audio' : kind;
      const caption: JsonObject = text(config.text) ? { caption: say(config.text) } : {};
      return { kind: name, content: { link: say(fields(file).url), filename: say(fields(file).filename), ...caption } };
    }
    case 'ask':
      return words(config.prompt);
    case 'handoff':
      return text(config.message) ? words(config.message) : null;
    case 'buttons':
      return offer('button', {
        buttons: list(config.buttons).map((button) => {
          const { id, title } = fields(button);
          return { type: 'reply', reply: { id: text(id) ?? '', title: say(title) } };
        }),
      });
    case 'list':
      return offer('list', {
        button: say(config.button),
        sections: list(config.sections).map((section) => ({
          title: text(fields(section).title) ?? '',
          rows: list(fields(section).rows).map((row) => {
            const { id, title, description } = fields(row);
            return {
              id: text(id) ?? '',
              title: say(title),
              ...(text(description) ? { description: say(description) } : {}),
            };
          }),
        })),
      });
    case 'cta_url':
      return offer('cta_url', {
        name: 'cta_url',
        parameters: { display_text: say(config.label), url: say(config.url) },
      });
    case 'send_wa_flow':
      return offer('flow', { name: 'flow', parameters: { flow_cta: say(config.label) } });
    case 'location':
      if (config.do === 'request') return offer('location_request_message', { name: 'send_location' });
      return {
        kind: 'location',
        content: {
          latitude: Number(say(config.latitude)) || 0,
          longitude: Number(say(config.longitude)) || 0,
          ...(text(config.name) ? { name: say(config.name) } : {}),
          ...(text(config.address) ? { address: say(config.address) } : {}),
        },
      };
    default:
      return null;
  }
}

function header(value: unknown, say: (template: unknown) => string): JsonObject {
  if (typeof value === 'string') return { type: 'text', text: say(value) };
  const { type, text: words, media } = fields(value);
  if (type === 'text') return { type: 'text', text: say(words) };
  const kind = typeof type === 'string' ? type : 'document';
  return { type: kind, [kind]: { link: say(fields(media).url) } };
}
