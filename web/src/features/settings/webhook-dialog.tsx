// Makes or changes a webhook: where to, what for, which events.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Webhook, webhooks } from '~/api/webhooks';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { WebhookEventChoice } from './webhook-event-choice';
import { chosenEvents, EVERYTHING } from './webhook-events';
import type { MadeSecret } from './webhook-secret-note';

interface DialogProps {
  webhook: Webhook | null;
  onClose: () => void;
  onMade: (made: MadeSecret) => void;
}

export function WebhookDialog({ webhook, onClose, onMade }: DialogProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const types = useQuery(webhooks.eventTypes(id));
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [all, setAll] = useState(webhook?.events.includes(EVERYTHING) ?? true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(webhook?.events));
  const create = useMutation(webhooks.create(id));
  const update = useMutation(webhooks.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const events = all ? [EVERYTHING] : chosenEvents(types.data ?? [], chosen);
  const missing =
    url.trim() === '' ? t`Write where events are posted to.` : events.length === 0 ? t`Choose an event.` : null;
  const busy = create.isPending || update.isPending;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || busy) return;
    const body = { url: url.trim(), description: description.trim(), events };
    if (webhook) update.mutate({ webhook: webhook.id, ...body }, { onSuccess: onClose });
    else
      create.mutate(body, {
        onSuccess: ({ webhook: made, secret }) => onMade({ id: made.id, url: made.url, secret, previousUntil: null }),
      });
  };
  const atEvents = problem?.fields.find(({ pointer }) => pointer.startsWith('/events'))?.detail;
  const elsewhere = problem && !problem.field('/url') && !problem.field('/description') && !atEvents;
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={webhook ? t`Edit webhook` : t`New webhook`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={busy} disabledReason={missing} onClick={submit}>
            {webhook ? <Trans>Save</Trans> : <Trans>Create webhook</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field
          label={t`Address`}
          hint={t`A public address with https. It must answer from 200 to 299 within 15 seconds.`}
          error={problem?.field('/url')}
        >
          {(field) => (
            <Input
              {...field}
              dir="ltr"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              maxLength={8192}
              placeholder="https://shop.example.com/hooks/prismwa"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`What is it for? (optional)`} error={problem?.field('/description')}>
          {(field) => (
            <Input
              {...field}
              dir="auto"
              autoComplete="off"
              maxLength={200}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <WebhookEventChoice types={types} all={all} chosen={chosen} onAll={setAll} onChosen={setChosen} />
        {atEvents && <p className="text-13 text-danger">{atEvents}</p>}
        {elsewhere && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
