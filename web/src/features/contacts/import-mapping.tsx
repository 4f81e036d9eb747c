// What each column of a file is, with its first rows beside; then a check, then the real run.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import { asProblem } from '~/api/errors';
import { type Import, imports } from '~/api/imports';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';

export function ImportMapping({ found }: { found: Import }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const fields = useQuery(customFields.list(id)).data ?? [];
  const [mapping, setMapping] = useState(found.mapping);
  const [update, setUpdate] = useState(found.update_existing);
  const check = useMutation(imports.check(id));
  const start = useMutation(imports.start(id));
  const plan = { id: found.id, mapping, update_existing: update };
  const error = check.error ?? start.error;
  const targets = [
    { value: 'ignore', label: t`Leave out` },
    { value: 'phone', label: t`Phone number` },
    { value: 'name', label: t`Name` },
    { value: 'email', label: t`Email address` },
    { value: 'locale', label: t`Language` },
    { value: 'tags', label: t`Tags` },
    { value: 'opted_out', label: t`Opted out` },
    ...fields.map(({ key, label }) => ({ value: `field:${key}`, label })),
  ];
  const twice = mapping.find((target, at) => target !== 'ignore' && mapping.indexOf(target) !== at);
  const missing = !mapping.includes('phone')
    ? t`Say which column is the phone number.`
    : twice
      ? t`Two columns are the same thing; leave one out.`
      : null;
  const isChecked =
    found.state === 'checked' && mapping.join() === found.mapping.join() && update === found.update_existing;
  return (
    <>
      <ul aria-label={t`Columns of the file`} className="divide-y divide-line rounded-card border border-line">
        {found.header.map((name, at) => (
          <li
            key={`${at}-${name}`}
            className="grid gap-x-4 gap-y-2 px-3 py-2.5 md:grid-cols-[minmax(0,1fr)_12rem] md:items-center"
          >
            <span className="flex min-w-0 flex-col">
              <bdi className="truncate font-medium text-14">{name || t`Column ${at + 1}`}</bdi>
              <bdi className="truncate text-13 text-fg-3">
                {found.sample.flatMap((row) => row[at] || []).join(' · ') || t`Empty in the first rows`}
              </bdi>
            </span>
            <Select
              label={t`What ${name || t`Column ${at + 1}`} is`}
              value={mapping[at] ?? 'ignore'}
              onChange={(target) => setMapping(mapping.map((old, place) => (place === at ? target : old)))}
              options={targets}
            />
          </li>
        ))}
      </ul>
      <Switch
        checked={update}
        onChange={setUpdate}
        label={t`Change contacts that are there already`}
        hint={t`What the file says takes the place of what was there; what it does not say stays. Off: they are left alone.`}
      />
      {error && <ProblemNote problem={asProblem(error)} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant={isChecked ? 'secondary' : 'primary'}
          busy={check.isPending}
          disabledReason={missing}
          onClick={() => check.mutate(plan)}
        >
          <Trans>Check without changing anything</Trans>
        </Button>
        <Button
          variant={isChecked ? 'primary' : 'secondary'}
          busy={start.isPending}
          disabledReason={missing ?? (isChecked ? null : t`Check it first.`)}
          onClick={() => start.mutate(plan)}
        >
          <Trans>Import</Trans>
        </Button>
      </div>
    </>
  );
}
