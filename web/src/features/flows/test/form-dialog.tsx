// What a filled form brings, as JSON: the answers of a WA Flow in a try.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Json } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';

export function FormDialog({ onSubmit, onClose }: { onSubmit: (data: Json) => void; onClose: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState('{\n  "name": "Ana"\n}');
  const data = parse(text);
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Send the form`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            disabledReason={data === undefined ? t`This is not JSON.` : null}
            onClick={() => data !== undefined && onSubmit(data)}
          >
            <Trans>Submit</Trans>
          </Button>
        </>
      }
    >
      <Field label={t`What was filled in, as JSON`} error={data === undefined ? t`This is not JSON.` : null}>
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            spellCheck={false}
            className="min-h-40 font-mono text-12!"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
