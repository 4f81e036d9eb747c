// One address that submissions are handed on to: where, how, which fields under which names, and what would be sent.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Play, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Forward, forwards, submissions } from '~/api/submissions';
import type { WaFlowOutline } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { JsonView } from '~/ui/json-view';
import { Select } from '~/ui/select';

interface Props {
  flow: string;
  forward: Forward | null;
  outline: WaFlowOutline | null;
  onClose(): void;
}

interface Row {
  id: number;
  name: string;
  value: string;
  isSecret?: boolean;
}

const FORM = 'wa-flow-forward';
let counter = 0;
const row = (name = '', value = '', isSecret = false): Row => {
  counter += 1;
  return { id: counter, name, value, isSecret };
};

export function ForwardDialog({ flow, forward, outline, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [name, setName] = useState(forward?.name ?? '');
  const [url, setUrl] = useState(forward?.url ?? '');
  const [method, setMethod] = useState(forward?.method ?? 'POST');
  const [fields, setFields] = useState(() =>
    Object.entries(forward?.mapping ?? {}).map(([out, from]) => row(out, from)),
  );
  const [headers, setHeaders] = useState(() =>
    (forward?.headers ?? []).map((one) => row(one.name, one.secret ?? one.value ?? '', one.secret !== undefined)),
  );
  const create = useMutation(forwards.create(id, flow));
  const update = useMutation(forwards.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const settings = {
    name: name.trim(),
    url: url.trim(),
    method,
    mapping: Object.fromEntries(
      fields.filter((one) => one.name.trim() !== '').map((one) => [one.name.trim(), one.value]),
    ),
    headers: headers
      .filter((one) => one.name.trim() !== '')
      .map((one) =>
        one.isSecret ? { name: one.name.trim(), secret: one.value } : { name: one.name.trim(), value: one.value },
      ),
    enabled: forward?.enabled ?? true,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (forward) update.mutate({ id: forward.id, ...settings }, { onSuccess: onClose });
    else create.mutate(settings, { onSuccess: onClose });
  };
  const inputs = outline?.screens.flatMap((screen) => screen.inputs) ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={forward ? t`Hand on to “${forward.name}”` : t`Hand on to an address`}
      description={t`Each submission is sent once, again when it fails, with a key against doubles and a signature.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={FORM}
            busy={create.isPending || update.isPending}
            disabledReason={settings.name === '' || settings.url === '' ? t`Give it a name and an address.` : null}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-5">
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => <Input {...field} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <div className="grid gap-3 md:grid-cols-[8rem_1fr]">
          <Field label={t`Method`} error={problem?.field('/method')}>
            {(field) => (
              <Select
                {...field}
                value={method}
                onChange={setMethod}
                options={['POST', 'PUT', 'PATCH'].map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
          <Field label={t`Address`} error={problem?.field('/url')}>
            {(field) => (
              <Input
                {...field}
                type="url"
                dir="ltr"
                placeholder="https://…"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Rows
          title={t`Fields`}
          hint={t`Name on their side, and where it comes from (JMESPath). None: the whole submission as it is.`}
          rows={fields}
          onChange={setFields}
          nameLabel={t`Their name`}
          valueLabel={t`Comes from`}
          add={t`Add a field`}
          suggestions={[
            ...inputs.map((input) => `values.${input.name}`),
            'contact.name',
            'contact.phone',
            'contact.id',
            'at',
            'id',
            'wa_flow.name',
          ]}
        />
        <Rows
          title={t`Headers`}
          hint={t`A secret is named here and filled in when it is sent.`}
          rows={headers}
          onChange={setHeaders}
          nameLabel={t`Header`}
          valueLabel={t`Value`}
          add={t`Add a header`}
          hasSecrets
        />
        <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
        {forward && <DryTry flow={flow} forward={forward.id} />}
      </form>
    </Dialog>
  );
}

interface RowsProps {
  title: string;
  hint: string;
  rows: Row[];
  onChange(rows: Row[]): void;
  nameLabel: string;
  valueLabel: string;
  add: string;
  suggestions?: string[];
  hasSecrets?: boolean;
}

function Rows({ title, hint, rows, onChange, nameLabel, valueLabel, add, suggestions = [], hasSecrets }: RowsProps) {
  const { t } = useLingui();
  const set = (id: number, change: Partial<Row>) =>
    onChange(rows.map((one) => (one.id === id ? { ...one, ...change } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium text-13">{title}</legend>
      <p className="text-12 text-fg-3">{hint}</p>
      {rows.map((one) => (
        <div key={one.id} className="flex items-center gap-2">
          <Input
            aria-label={nameLabel}
            dir="ltr"
            className="font-mono text-12"
            value={one.name}
            onChange={(event) => set(one.id, { name: event.target.value })}
          />
          {hasSecrets && (
            <Select
              label={t`Kind of value`}
              value={one.isSecret ? 'secret' : 'text'}
              onChange={(value) => set(one.id, { isSecret: value === 'secret' })}
              options={[
                { value: 'text', label: t`Text` },
                { value: 'secret', label: t`Secret` },
              ]}
              className="w-28"
            />
          )}
          <Input
            aria-label={one.isSecret ? t`Name of the secret` : valueLabel}
            dir="ltr"
            list={suggestions.length > 0 ? `${FORM}-${title}` : undefined}
            className="font-mono text-12"
            value={one.value}
            onChange={(event) => set(one.id, { value: event.target.value })}
          />
          <IconButton
            icon={Trash2}
            label={t`Remove`}
            size="sm"
            onClick={() => onChange(rows.filter(({ id }) => id !== one.id))}
          />
        </div>
      ))}
      {suggestions.length > 0 && (
        <datalist id={`${FORM}-${title}`}>
          {[...new Set(suggestions)].map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      <div>
        <Button size="sm" icon={Plus} onClick={() => onChange([...rows, row()])}>
          {add}
        </Button>
      </div>
    </fieldset>
  );
}

/** What would go out for a real submission; nothing does. Tries what is stored, so it stands apart from unsaved changes. */
function DryTry({ flow, forward }: { flow: string; forward: string }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(submissions.list(id, { wa_flow: flow }));
  const rows = list.data?.pages[0]?.data ?? [];
  const [chosen, setChosen] = useState('');
  const which = chosen || rows[0]?.id || '';
  const run = useMutation({ mutationFn: () => forwards.try(id, forward, which) });
  return (
    <fieldset className="flex flex-col gap-2 border-line border-t pt-4">
      <legend className="sr-only">
        <Trans>Dry try</Trans>
      </legend>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={t`Submission`}
          value={which}
          onChange={setChosen}
          options={rows.map((one) => ({ value: one.id, label: one.contact?.name ?? one.id, note: one.at }))}
          className="max-w-72"
        />
        <Button
          icon={Play}
          busy={run.isPending}
          disabledReason={which === '' ? t`Nothing was submitted yet.` : null}
          onClick={() => run.mutate()}
        >
          <Trans>Show what would be sent</Trans>
        </Button>
      </div>
      <p className="text-12 text-fg-3">
        <Trans>With the settings as they are saved. Nothing is sent.</Trans>
      </p>
      <ProblemNote problem={run.error ? asProblem(run.error) : null} />
      {run.data !== undefined && <JsonView label={t`What would be sent`} value={run.data} className="max-h-72" />}
    </fieldset>
  );
}
