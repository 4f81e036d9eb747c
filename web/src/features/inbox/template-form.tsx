// Fills in one template, with the message as the contact will see it. What WhatsApp would refuse shows at its field.
import { Trans, useLingui } from '@lingui/react/macro';
import { SendHorizontal } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation, Media, Template } from '~/api/schema';
import { useMediaSource } from '~/layouts/use-media-source';
import { Button } from '~/ui/button';
import { MediaSourceProvider } from '~/whatsapp/media-source';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { loadDraft, saveDraft } from './compose/draft';
import { type Content, FormProvider } from './compose/form';
import { useCheck } from './compose/use-check';
import { draftMessage } from './draft-message';
import { bodyText, fieldsOf, isFile, type TemplateField, type Values } from './template-fields';
import { placeInForm, templateMessage } from './template-message';
import { TemplateQuestions } from './template-questions';
import { useSend } from './use-send';

interface TemplateFormProps {
  template: Template;
  conversation: Conversation;
  onSent: () => void;
}

export function TemplateForm({ template, conversation, onSent }: TemplateFormProps) {
  const { t } = useLingui();
  const { user, can } = useWorkspace();
  const fields = useMemo(() => fieldsOf(template), [template]);
  const draftKey = `template.${template.name}.${template.language}`;
  const [values, setValues] = useState<Content>(
    () => loadDraft(user.id, conversation.id, draftKey) ?? { type: 'values' },
  );
  const [state, setState] = useState({ tried: false, busy: false });
  const [files, setFiles] = useState<readonly Media[]>([]);
  const source = useMediaSource();
  const send = useSend(conversation.id);
  const { message, places } = templateMessage(template, fields, values);
  const content = useMemo(
    () => ({ type: 'template', template: templateMessage(template, fields, values).message }),
    [template, fields, values],
  );
  const check = useCheck(conversation.id, content);
  const missing = fields.filter((field) => isMissing(field, values));
  const faults = [
    ...missing.map((field) => ({ pointer: `/${field.key}`, detail: t`Fill this in.` })),
    ...check.faults.map(({ pointer, detail }) => ({ pointer: placeInForm(pointer, places), detail })),
  ];

  const change = (next: Content) => {
    setValues(next);
    saveDraft(user.id, conversation.id, draftKey, next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state.busy) return;
    setState({ tried: true, busy: missing.length === 0 });
    if (missing.length > 0) return;
    const wrong = await check.now(content);
    setState({ tried: true, busy: false });
    // The window does not matter to templates; whatever else is wrong is shown at its field, or above.
    if (wrong.length > 0) return;
    const media = files.findLast((file) => JSON.stringify(message).includes(file.id));
    send({ content, preview: bodyText(template, fields, values), ...(media && { media }) });
    saveDraft(user.id, conversation.id, draftKey, null);
    onSent();
  };
  const shown = Object.fromEntries([
    ...Object.entries(values),
    ...fields
      .filter((field) => field.kind === 'text' && !values[field.key])
      .map((field) => [field.key, `{{${field.name}}}`]),
  ]);
  const general = state.tried ? faults.find((fault) => fault.pointer === '') : undefined;
  return (
    <form className="flex min-h-0 flex-col gap-4" noValidate onSubmit={(event) => void submit(event)}>
      <section aria-label={t`Preview`} className="wallpaper @container rounded-card border border-line py-3">
        <MediaSourceProvider source={source}>
          <MessageBubble
            message={draftMessage({ type: 'template', template: templateMessage(template, fields, shown).message })}
            template={template}
            perspective="customer"
          />
        </MediaSourceProvider>
      </section>
      <FormProvider
        content={values}
        onChange={change}
        faults={faults}
        tried={state.tried}
        onFile={(media) => setFiles((all) => [...all, media])}
      >
        <TemplateQuestions fields={fields} />
      </FormProvider>
      {general && (
        <p role="alert" className="text-13 text-danger">
          {general.detail}
        </p>
      )}
      <div className="flex justify-end">
        <Button
          type="submit"
          variant="primary"
          icon={SendHorizontal}
          busy={state.busy}
          disabledReason={can.sendTemplate(conversation)}
        >
          <Trans>Send template</Trans>
        </Button>
      </div>
    </form>
  );
}

function isMissing(field: TemplateField, values: Values): boolean {
  if (field.optional || field.mirrors) return false;
  const value = values[field.key];
  if (isFile(field.kind))
    return typeof value !== 'object' || value === null || !('media_id' in value || 'link' in value);
  if (field.kind === 'location' || field.kind === 'product') return value === undefined;
  return typeof value !== 'string' || value.trim() === '';
}
