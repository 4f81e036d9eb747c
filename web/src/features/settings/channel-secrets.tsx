// The secrets of the number: never shown, only replaced. The old app secret keeps working for a day, so nothing is lost meanwhile.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Channel } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { toast } from '~/ui/toast';
import { SecretInput } from './secret-input';

type Secret = 'access_token' | 'app_secret' | 'verify_token';

export function ChannelSecrets({ number, refusal }: { number: Channel; refusal: string | null }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<Secret | null>(null);
  const until = number.app.previous_secret_until;
  const rows: { secret: Secret; name: string; hint: string; has: boolean }[] = [
    {
      secret: 'access_token',
      name: t`Access token`,
      hint: t`Lets this server send and fetch files.`,
      has: number.has_access_token,
    },
    {
      secret: 'app_secret',
      name: t`App secret`,
      hint: until ? t`The previous one still works until ${moment(until)}.` : t`Proves that deliveries come from Meta.`,
      has: number.app.has_secret,
    },
    {
      secret: 'verify_token',
      name: t`Verify token`,
      hint: t`A word of your own that Meta repeats when the webhook is set up.`,
      has: number.app.has_verify_token,
    },
  ];
  const chosen = rows.find((row) => row.secret === open);
  return (
    <SettingsSection
      title={t`Secrets`}
      about={t`Stored encrypted and never shown again. Replace one when it was seen by somebody.`}
    >
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
        {rows.map((row) => (
          <li key={row.secret} className="flex items-center gap-3 px-4 py-3">
            <KeyRound aria-hidden="true" className="size-4.5 shrink-0 text-fg-3" strokeWidth={1.75} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium text-13">
                {row.name}
                <Badge tone={row.has ? 'success' : 'warning'}>{row.has ? t`Set` : t`Missing`}</Badge>
              </p>
              <p className="text-12 text-fg-3">{row.hint}</p>
            </div>
            <Button size="sm" disabledReason={refusal} onClick={() => setOpen(row.secret)}>
              {row.has ? <Trans>Replace</Trans> : <Trans>Set</Trans>}
            </Button>
          </li>
        ))}
      </ul>
      <ReplaceDialog key={open ?? 'none'} secret={open} name={chosen?.name ?? ''} onClose={() => setOpen(null)} />
    </SettingsSection>
  );
}

function ReplaceDialog({ secret, name, onClose }: { secret: Secret | null; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const form = useId();
  const [value, setValue] = useState('');
  const update = useMutation(channel.update(id));
  const problem = update.error ? asProblem(update.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret === null || value.trim() === '') return;
    update.mutate(
      { [secret]: value.trim() },
      {
        onSuccess: () => {
          toast({ title: t`${name} replaced`, tone: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open={secret !== null}
      onClose={onClose}
      size="sm"
      title={t`Replace: ${name}`}
      description={
        secret === 'app_secret' ? t`Deliveries signed with the old secret are accepted for 24 more hours.` : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={update.isPending}
            disabledReason={value.trim() === '' ? t`Paste the new value first.` : null}
            onClick={submit}
          >
            <Trans>Replace</Trans>
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`New value`} error={secret && problem?.field(`/${secret}`)}>
          {(field) => <SecretInput {...field} value={value} onChange={(event) => setValue(event.target.value)} />}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
