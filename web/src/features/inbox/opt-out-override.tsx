// Writing to somebody who opted out: admins only, one message, with a reason that is kept in the audit log.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { useSend } from './use-send';

export default function OptOutOverride({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const send = useSend(conversation.id);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  if (!can.has('messages:override_opt_out')) return null;
  const windowReason = conversation.window.open ? null : t`The 24-hour window is closed.`;
  const missing = text.trim() === '' ? t`Write the message first.` : reason.trim() === '' ? t`Say why first.` : null;
  return (
    <>
      <Button disabledReason={windowReason} onClick={() => setOpen(true)}>
        <Trans>Write all the same…</Trans>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        size="sm"
        title={t`Write to a contact who opted out`}
        description={t`Only when you must, for example about an order. The reason is kept in the audit log.`}
        footer={
          <Button
            variant="primary"
            disabledReason={missing}
            onClick={() => {
              send({
                content: { type: 'text', text: { body: text.trim() } },
                preview: text.trim(),
                overrideReason: reason.trim(),
              });
              setOpen(false);
              setText('');
            }}
          >
            <Trans>Send this message</Trans>
          </Button>
        }
      >
        <div className="flex flex-col gap-4 pt-1">
          <Field label={t`Message`}>
            {(control) => <Textarea {...control} value={text} onChange={(event) => setText(event.target.value)} />}
          </Field>
          <Field label={t`Reason`}>
            {(control) => <Input {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </div>
      </Dialog>
    </>
  );
}
