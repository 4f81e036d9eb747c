// Gives a webhook another secret; for a while deliveries are signed with both.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Webhook, webhooks } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import type { MadeSecret } from './webhook-secret-note';

type Hours = '0' | '1' | '24' | '168' | '720';

interface RotateProps {
  webhook: Webhook;
  onClose: () => void;
  onMade: (made: MadeSecret) => void;
}

export function WebhookRotate({ webhook, onClose, onMade }: RotateProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [hours, setHours] = useState<Hours>('24');
  const rotate = useMutation(webhooks.rotate(id));
  const go = () =>
    rotate.mutate(
      { webhook: webhook.id, overlapHours: Number(hours) },
      {
        onSuccess: ({ webhook: now, secret }) =>
          onMade({ id: now.id, url: now.url, secret, previousUntil: now.previous_secret_until }),
      },
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New secret`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={rotate.isPending} onClick={go}>
            <Trans>Make a new secret</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-13 text-fg-2">
          <Trans>Until then deliveries carry two signatures, so that the other side can change over in peace.</Trans>
        </p>
        <Field label={t`The secret of today signs too for`}>
          {(field) => (
            <Select<Hours>
              {...field}
              value={hours}
              onChange={setHours}
              options={[
                { value: '0', label: t`Not at all (it is known to others)` },
                { value: '1', label: t`An hour` },
                { value: '24', label: t`A day` },
                { value: '168', label: t`A week` },
                { value: '720', label: t`30 days` },
              ]}
            />
          )}
        </Field>
        {rotate.error && <ProblemNote problem={asProblem(rotate.error)} />}
      </div>
    </Dialog>
  );
}
