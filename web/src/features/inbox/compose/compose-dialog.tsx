// Writing a message of one kind: its form, the message as the contact will see it, and what WhatsApp would refuse. Closing keeps the draft.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, RotateCcw, SendHorizontal } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation, Media, Message } from '~/api/schema';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { previewOf } from '../draft-message';
import { useSend } from '../use-send';
import { loadDraft, saveDraft } from './draft';
import { type Content, FormProvider } from './form';
import { forms } from './forms';
import { type ComposeKind, kinds, useKindNames } from './kinds';
import { Preview } from './preview';
import { type Fault, useCheck } from './use-check';

interface ComposeDialogProps {
  kind: ComposeKind;
  conversation: Conversation;
  replyTo: Message | null;
  onClose: () => void;
  onSent: () => void;
}

export default function ComposeDialog({ kind, conversation, replyTo, onClose, onSent }: ComposeDialogProps) {
  const { t } = useLingui();
  const { user, can } = useWorkspace();
  const { empty } = kinds[kind];
  const Form = forms[kind];
  const names = useKindNames();
  const send = useSend(conversation.id);
  const [content, setContent] = useState<Content>(() => loadDraft(user.id, conversation.id, kind) ?? empty());
  const [form, setForm] = useState({ round: 0, tried: false, busy: false });
  const [files, setFiles] = useState<ReadonlyMap<string, Media>>(new Map());
  const check = useCheck(conversation.id, content);
  const box = useRef<HTMLFormElement>(null);
  const formId = useId();

  const change = (next: Content) => {
    setContent(next);
    saveDraft(user.id, conversation.id, kind, next);
  };
  const startOver = () => {
    saveDraft(user.id, conversation.id, kind, null);
    setContent(empty());
    setForm((state) => ({ round: state.round + 1, tried: false, busy: false }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (form.busy) return;
    setForm((state) => ({ ...state, busy: true }));
    const faults = await check.now(content);
    setForm((state) => ({ ...state, busy: false, tried: true }));
    const first = faults[0];
    if (first) {
      focusOn(box.current, first.pointer);
      return;
    }
    const media = [...files.values()].find((file) => JSON.stringify(content).includes(file.id));
    send({ content, preview: previewOf(content), replyTo, ...(media && { media }) });
    saveDraft(user.id, conversation.id, kind, null);
    onSent();
    onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={names[kind]}
      footer={
        <>
          <Button variant="ghost" icon={RotateCcw} className="me-auto" onClick={startOver}>
            <Trans>Start over</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            icon={SendHorizontal}
            busy={form.busy}
            disabledReason={can.send(conversation)}
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={box}
        noValidate
        className="grid gap-5 pt-1 md:grid-cols-[minmax(0,1fr)_20rem]"
        onSubmit={(event) => void submit(event)}
      >
        <div key={form.round} className="flex min-w-0 flex-col gap-4">
          {form.tried && check.faults.length > 0 && (
            <Faults faults={check.faults} onGo={(pointer) => focusOn(box.current, pointer)} />
          )}
          <FormProvider
            content={content}
            onChange={change}
            faults={check.faults}
            tried={form.tried}
            onFile={(media) => setFiles((all) => new Map([...all, [media.id, media]]))}
          >
            <Form />
          </FormProvider>
        </div>
        <div className="min-w-0 max-md:sticky max-md:top-0 max-md:z-1 max-md:order-first max-md:bg-surface max-md:pb-1">
          <div className="flex flex-col gap-1.5 md:sticky md:top-0">
            <h3 className="font-medium text-13 text-fg-2">{t`How the contact sees it`}</h3>
            <Preview content={content} files={files} />
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/** Everything that is in the way, each leading to its field. */
function Faults({ faults, onGo }: { faults: readonly Fault[]; onGo: (pointer: string) => void }) {
  return (
    <div role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
      <p className="flex items-center gap-1.5 font-medium">
        <CircleAlert aria-hidden className="size-4" strokeWidth={1.75} />
        <Plural value={faults.length} one="# thing to fix before it can go" other="# things to fix before it can go" />
      </p>
      <ul className="ps-5.5">
        {faults.slice(0, 4).map((fault) => (
          <li key={`${fault.pointer} ${fault.detail}`}>
            <button type="button" className="text-start underline" onClick={() => onGo(fault.pointer)}>
              {fault.detail}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Goes to the field at a place, or to the nearest one around it. */
function focusOn(form: HTMLFormElement | null, pointer: string) {
  const fields = [...(form?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])];
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const field =
      fields.find((one) => one.dataset.pointer === at) ??
      fields.find((one) => one.dataset.pointer?.startsWith(`${at}/`));
    if (field) return field.focus();
  }
}
