// Makes a key: what it is for, how long it works, what it may do. What one's own role does not hold cannot be given.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { apiKeys, type Permission } from '~/api/api-keys';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { groupsOf, presets } from './api-key-scopes';
import type { MadeKey } from './made-key-note';

const DAY = 86_400_000;
type Life = '30' | '90' | '365' | 'ever';

export function ApiKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeKey) => void }) {
  const { t } = useLingui();
  const { id, membership } = useWorkspace();
  const [name, setName] = useState('');
  const [life, setLife] = useState<Life>('90');
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set());
  const create = useMutation(apiKeys.create(id));
  const problem = create.error ? asProblem(create.error) : null;
  const groups = groupsOf(membership.permissions);
  const missing =
    name.trim() === '' ? t`Say what the key is for.` : chosen.size === 0 ? t`Choose what it may do.` : null;

  const choose = (permissions: readonly Permission[], on: boolean) => {
    const next = new Set(chosen);
    for (const permission of permissions) {
      if (on) next.add(permission);
      else next.delete(permission);
    }
    setChosen(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || create.isPending) return;
    const expires = life === 'ever' ? {} : { expires_at: new Date(Date.now() + Number(life) * DAY).toISOString() };
    create.mutate(
      { name: name.trim(), scopes: [...chosen], ...expires },
      { onSuccess: ({ api_key, secret }) => onMade({ id: api_key.id, name: api_key.name, secret }) },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={t`New API key`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={create.isPending} disabledReason={missing} onClick={submit}>
            <Trans>Make key</Trans>
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_11rem]">
          <Field label={t`What is it for?`} error={problem?.field('/name')}>
            {(field) => (
              <Input
                {...field}
                maxLength={100}
                autoComplete="off"
                placeholder={t`Order system`}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label={t`Works for`} error={problem?.field('/expires_at')}>
            {(field) => (
              <Select<Life>
                {...field}
                value={life}
                onChange={setLife}
                options={[
                  { value: '30', label: t`30 days` },
                  { value: '90', label: t`90 days` },
                  { value: '365', label: t`A year` },
                  { value: 'ever', label: t`Until revoked` },
                ]}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-2 text-13">
          <span className="text-fg-2">
            <Trans>Start from</Trans>
          </span>
          <Button size="sm" onClick={() => setChosen(new Set(presets.send(membership.permissions)))}>
            <Trans>Send and read</Trans>
          </Button>
          <Button size="sm" onClick={() => setChosen(new Set(presets.read(membership.permissions)))}>
            <Trans>Read only</Trans>
          </Button>
          <Button size="sm" onClick={() => setChosen(new Set())}>
            <Trans>Nothing</Trans>
          </Button>
        </div>
        <fieldset className="rounded-card border border-line">
          <legend className="sr-only">
            <Trans>What it may do</Trans>
          </legend>
          <ul className="divide-y divide-line">
            {groups.map((group) => (
              <li key={group.noun} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
                <span className="w-36 shrink-0 text-13 text-fg-2">{group.noun.replaceAll('_', ' ')}</span>
                {group.permissions.map(({ permission, verb }) => (
                  <label key={permission} className="flex items-center gap-1.5 text-13 coarse:min-h-11">
                    <input
                      type="checkbox"
                      className="size-4 accent-(--accent)"
                      checked={chosen.has(permission)}
                      onChange={(event) => choose([permission], event.target.checked)}
                    />
                    {verb.replaceAll('_', ' ')}
                  </label>
                ))}
              </li>
            ))}
          </ul>
        </fieldset>
        {problem && !problem.field('/name') && !problem.field('/expires_at') && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
