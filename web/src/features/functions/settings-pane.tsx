// What a function may use: time, memory, and the hosts it may fetch from.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionView, functions } from '~/api/functions';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { toast } from '~/ui/toast';

export function SettingsPane({ one, locked }: { one: FunctionView; locked: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [name, setName] = useState(one.name);
  const [description, setDescription] = useState(one.description);
  const [time, setTime] = useState(String(one.timeout_ms));
  const [memory, setMemory] = useState(String(one.memory_mb));
  const [hosts, setHosts] = useState(one.allow_hosts.join('\n'));
  const status = useQuery(functions.status(id));
  const mostTime = status.data?.max_timeout_ms ?? 30_000;
  const mostMemory = status.data?.max_memory_mb ?? 128;
  const update = useMutation(functions.update(id, one.id));
  const problem = update.error ? asProblem(update.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      {
        name: name.trim(),
        description: description.trim(),
        timeout_ms: Number(time),
        memory_mb: Number(memory),
        allow_hosts: hosts.split(/[\s,]+/).filter((host) => host !== ''),
      },
      { onSuccess: () => toast({ tone: 'success', title: t`Kept.` }) },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {locked && <ReadOnlyNote reason={locked} />}
      <Field label={t`Name`} error={problem?.field('/name')}>
        {(field) => <Input {...field} dir="ltr" value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label={t`What it does`} error={problem?.field('/description')}>
        {(field) => <Input {...field} value={description} onChange={(event) => setDescription(event.target.value)} />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t`Time, ms`}
          hint={t`With waiting for fetch. At most ${mostTime}.`}
          error={problem?.field('/timeout_ms')}
        >
          {(field) => (
            <Input
              {...field}
              type="number"
              min={10}
              max={mostTime}
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`Memory, MB`} hint={t`At most ${mostMemory}.`} error={problem?.field('/memory_mb')}>
          {(field) => (
            <Input
              {...field}
              type="number"
              min={1}
              max={mostMemory}
              value={memory}
              onChange={(event) => setMemory(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field
        label={t`Hosts it may fetch from`}
        hint={t`One a line, such as calendar.example. None: no fetch at all. Addresses inside your network are never reached.`}
        error={problem?.field('/allow_hosts')}
      >
        {(field) => (
          <Textarea
            {...field}
            dir="ltr"
            spellCheck={false}
            className="font-mono text-12"
            value={hosts}
            onChange={(event) => setHosts(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
      <div>
        <Button type="submit" variant="primary" busy={update.isPending} disabledReason={locked}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}
