// The words of a message that waits.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLimits } from '~/api/limits';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';
import { lengthOf } from '../text-edit';

export function EditDialog({
  text,
  onClose,
  onSave,
}: {
  text: string;
  onClose: () => void;
  onSave: (text: string) => void;
}) {
  const { t } = useLingui();
  const limits = useLimits();
  const [words, setWords] = useState(text);
  const length = lengthOf(words.trim());
  const wrong = length === 0 ? t`Write the message first.` : length > limits.text ? t`The message is too long.` : null;
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Edit scheduled message`}
      footer={
        <Button
          variant="primary"
          disabledReason={wrong}
          onClick={() => {
            onSave(words.trim());
            onClose();
          }}
        >
          <Trans>Save</Trans>
        </Button>
      }
    >
      <div className="pt-1">
        <Field label={t`Message`}>
          {(field) => (
            <Textarea {...field} dir="auto" rows={6} value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
