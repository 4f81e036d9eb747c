// Secrets that functions, flows and forwards use by name: set, set anew, deleted; never shown.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Secret, secrets } from '~/api/functions';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { exact, moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

export default function SecretsPage() {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const locked = can.permission('secrets:manage');
  const list = useQuery(secrets.list(id));
  const [edited, setEdited] = useState<string | 'new' | null>(null);
  const remove = useMutation({
    ...secrets.remove(id),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const erase = async (secret: Secret) => {
    const sure = await confirm({
      title: t`Delete “${secret.name}”?`,
      body: t`What uses it by this name fails from now on.`,
      action: t`Delete`,
    });
    if (sure) remove.mutate(secret.name);
  };
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={locked} onClick={() => setEdited('new')}>
      <Trans>New secret</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`Secrets`}
      intro={t`Tokens and passwords that functions, flows and forwards use by name. They are stored encrypted, and nobody can read one again.`}
      actions={create}
    >
      <SettingsSection title={t`By name`} about={t`Only the last letters are shown, to tell one from another.`}>
        {locked && <ReadOnlyNote reason={locked} />}
        {list.isPending && <Skeleton className="h-24" />}
        {list.isError && <ProblemNote problem={asProblem(list.error)} />}
        {list.data?.length === 0 && <EmptyState icon={KeyRound} title={t`No secrets yet`} />}
        <ul className="flex flex-col gap-2">
          {list.data?.map((secret) => (
            <li
              key={secret.name}
              className="flex flex-wrap items-center gap-3 rounded-card border border-line px-3 py-2"
            >
              <div className="min-w-0 flex-1">
                <p dir="ltr" className="truncate text-start font-mono text-13">
                  {secret.name} <span className="text-fg-3">{secret.hint}</span>
                </p>
                <p className="text-12 text-fg-3" data-tooltip={exact(secret.updated_at)}>
                  <Trans>Set {moment(secret.updated_at)}</Trans>
                </p>
              </div>
              <Button size="sm" disabledReason={locked} onClick={() => setEdited(secret.name)}>
                <Trans>Set anew</Trans>
              </Button>
              <IconButton icon={Trash2} label={t`Delete`} disabledReason={locked} onClick={() => void erase(secret)} />
            </li>
          ))}
        </ul>
      </SettingsSection>
      {edited !== null && <SecretDialog name={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SettingsPage>
  );
}

function SecretDialog({ name: known, onClose }: { name: string | null; onClose(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [name, setName] = useState(known ?? '');
  const [value, setValue] = useState('');
  const put = useMutation(secrets.put(id));
  const problem = put.error ? asProblem(put.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && value !== '') put.mutate({ name: name.trim(), value }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={known === null ? t`New secret` : t`Set “${known}” anew`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="secret"
            busy={put.isPending}
            disabledReason={name.trim() === '' || value === '' ? t`Give it a name and a value.` : null}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form id="secret" onSubmit={submit} className="flex flex-col gap-5">
        <Field
          label={t`Name`}
          hint={t`Capitals, digits and underscores, such as CRM_TOKEN.`}
          error={problem?.field('/name')}
        >
          {(field) => (
            <Input
              {...field}
              dir="ltr"
              className="font-mono"
              readOnly={known !== null}
              value={name}
              onChange={(event) => setName(event.target.value.toUpperCase().replace(/[^A-Z0-9_]/g, '_'))}
            />
          )}
        </Field>
        <Field label={t`Value`} error={problem?.field('/value')}>
          {(field) => (
            <Input
              {...field}
              type="password"
              dir="ltr"
              autoComplete="new-password"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
      </form>
    </Dialog>
  );
}
