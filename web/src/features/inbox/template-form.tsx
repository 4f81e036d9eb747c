// Fills in one template, with the message as the contact will see it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation, Message, Template } from '~/api/schema';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { bodyText, fieldsOf, type TemplateField, templateMessage } from './template-fields';
import { useSend } from './use-send';

interface TemplateFormProps {
  template: Template;
  conversation: Conversation;
  onSent: () => void;
}

export function TemplateForm({ template, conversation, onSent }: TemplateFormProps) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const fields = fieldsOf(template);
  const [values, setValues] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const send = useSend(conversation.id);
  const missing = fields.filter((field) => !values[field.key]?.trim());

  const labelOf = (field: TemplateField): string => {
    const { name, button = '' } = field;
    switch (field.kind) {
      case 'image':
        return t`Address of the picture`;
      case 'video':
        return t`Address of the video`;
      case 'document':
        return t`Address of the document`;
      case 'url':
        return t`End of the link of “${button}”`;
      case 'code':
        return t`Code to copy`;
      case 'text':
        return field.place === 'header' ? t`Header ${name}` : t`Variable ${name}`;
    }
  };

  const submit = () => {
    setTried(true);
    if (missing.length > 0) return;
    send({
      content: { type: 'template', template: templateMessage(template, fields, values) },
      preview: bodyText(template, fields, values),
    });
    onSent();
  };

  return (
    <form
      className="flex min-h-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div aria-label={t`Preview`} role="img" className="@container rounded-card bg-canvas py-3">
        <MessageBubble
          message={previewOf(template, fields, values)}
          template={template}
          perspective="business"
          place="middle"
        />
      </div>
      {fields.length > 0 && (
        <div className="grid gap-3 lg:grid-cols-2">
          {fields.map((field, index) => (
            <Field
              key={field.key}
              label={labelOf(field)}
              error={tried && !values[field.key]?.trim() ? t`Fill this in.` : null}
            >
              {(control) => (
                <Input
                  {...control}
                  autoFocus={index === 0}
                  placeholder={field.example}
                  value={values[field.key] ?? ''}
                  onChange={(event) => setValues({ ...values, [field.key]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabledReason={can.sendTemplate(conversation)}>
          <Trans>Send template</Trans>
        </Button>
      </div>
    </form>
  );
}

function previewOf(template: Template, fields: readonly TemplateField[], values: Record<string, string>): Message {
  const at = new Date().toISOString();
  const shown = Object.fromEntries(fields.map((field) => [field.key, values[field.key] || `{{${field.name}}}`]));
  return {
    id: 'preview',
    conversation_id: '',
    wamid: null,
    direction: 'outbound',
    author: { kind: 'agent', id: null, name: null },
    kind: 'template',
    content: templateMessage(template, fields, shown),
    preview: bodyText(template, fields, values),
    reply_to: null,
    referral: null,
    media: null,
    reactions: [],
    status: 'delivered',
    status_at: at,
    error: null,
    sent_at: at,
    edited_at: null,
    revoked_at: null,
    created_at: at,
  };
}
