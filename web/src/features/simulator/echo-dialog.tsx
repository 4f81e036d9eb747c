// Answers as the shop's owner in the WhatsApp Business app, so that the inbox receives an echo.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';

interface Props {
  open: boolean;
  onClose(): void;
  onSend(text: string): Promise<boolean>;
}

export function EchoDialog({ open, onClose, onSend }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const done = await onSend(text);
    setBusy(false);
    if (!done) return;
    setText('');
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`Answer in the phone app`}
      description={t`The owner writes on their own telephone. The inbox shows it as “Sent from phone”, and automation pauses.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={text.trim() === '' ? t`Write something first.` : null}
            onClick={() => void send()}
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <Field label={t`Message`}>
        {(control) => <Textarea {...control} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
    </Dialog>
  );
}
