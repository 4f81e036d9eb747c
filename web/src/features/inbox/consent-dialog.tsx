// Writes down what a contact decided in another way; the reason is the proof.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { optOuts } from '~/api/opt-outs';
import type { Contact } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

type Scope = 'all' | 'marketing';

export function ConsentDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<Scope>('all');
  const record = useMutation(optOuts.record(ws, contact.id));
  const action = contact.opted_out ? 'opt_in' : 'opt_out';
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={action === 'opt_out' ? t`Opt this contact out` : t`Opt this contact back in`}
      description={
        action === 'opt_out'
          ? t`Nothing that your business begins reaches them any more. You can still answer what they write.`
          : t`Only when they asked for it. What you write here is kept as the proof.`
      }
      footer={
        <Button
          variant="primary"
          busy={record.isPending}
          disabledReason={reason.trim() === '' ? t`Say how they told you first.` : null}
          onClick={() =>
            record.mutate(
              { action, scope: action === 'opt_in' ? 'all' : scope, reason: reason.trim() },
              { onSuccess: onClose },
            )
          }
        >
          {action === 'opt_out' ? <Trans>Opt out</Trans> : <Trans>Opt back in</Trans>}
        </Button>
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        {record.isError && <ProblemNote problem={asProblem(record.error)} />}
        {action === 'opt_out' && (
          <Field label={t`From`}>
            {(field) => (
              <Select<Scope>
                {...field}
                value={scope}
                onChange={setScope}
                options={[
                  { value: 'all', label: t`Everything your business begins` },
                  { value: 'marketing', label: t`Marketing only` },
                ]}
              />
            )}
          </Field>
        )}
        <Field label={t`How did they tell you?`}>
          {(field) => (
            <Input
              {...field}
              maxLength={500}
              placeholder={t`For example: on the phone, Monday`}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
