// Choosing the very minute at which a message goes.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { asField, whyNotAt } from './send-times';

interface Props {
  open: boolean;
  /** Shown first. */
  suggested: Date;
  closes: Date | null;
  onClose: () => void;
  onPick: (at: Date) => void;
}

export function TimeDialog({ open, suggested, closes, onClose, onPick }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(() => asField(suggested));
  const at = new Date(text);
  const words = {
    past: t`Choose a time to come.`,
    closed: closes
      ? t`The 24-hour window closes ${moment(closes.getTime())}. Choose an earlier time, or a template.`
      : '',
    far: t`Choose a time within a year.`,
  };
  const wrong = whyNotAt(at, new Date(), closes);
  const error = wrong ? words[wrong] : null;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={t`Send later`}
      footer={
        <Button
          variant="primary"
          disabledReason={error}
          onClick={() => {
            onPick(at);
            onClose();
          }}
        >
          <Trans>Schedule</Trans>
        </Button>
      }
    >
      <div className="pt-1">
        <Field label={t`Date and time`} error={error}>
          {(field) => (
            <Input {...field} type="datetime-local" value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
