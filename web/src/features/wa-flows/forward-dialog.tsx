// One address that submissions are handed on to: where, how, which fields under which names, and what would be sent.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type ApiProblem, asProblem } from '~/api/errors';
import { secrets } from '~/api/functions';
import { type Forward, type ForwardFiles, forwards } from '~/api/submissions';
import type { WaFlowOutline } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useDebounced } from '~/lib/use-debounced';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { MappingPreview, useShownSubmission } from './mapping-preview';
import { PairRows, pair } from './pair-rows';

interface Props {
  flow: string;
  forward: Forward | null;
  outline: WaFlowOutline | null;
  onClose(): void;
}

const FORM = 'wa-flow-forward';

export function ForwardDialog({ flow, forward, outline, onClose }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const [name, setName] = useState(forward?.name ?? '');
  const [url, setUrl] = useState(forward?.url ?? '');
  const [method, setMethod] = useState(forward?.method ?? 'POST');
  const [fields, setFields] = useState(() =>
    Object.entries(forward?.mapping ?? {}).map(([out, from]) => pair(out, from)),
  );
  const [headers, setHeaders] = useState(() =>
    (forward?.headers ?? []).map((one) =>
      pair(one.name, one.secret ?? one.value ?? '', typeof one.secret === 'string'),
    ),
  );
  const [files, setFiles] = useState<ForwardFiles>(forward?.files ?? 'links');
  const [signing, setSigning] = useState('');
  const known = useQuery({ ...secrets.list(id), enabled: can.has('secrets:manage') });
  const [submission, setSubmission] = useShownSubmission(flow);
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
    files,
    enabled: forward?.enabled ?? true,
    ...(signing !== '' && { signing_secret: signing }),
  };
  const asked = useDebounced(JSON.stringify({ mapping: settings.mapping, files }), 300);
  const tried = useQuery(forwards.tryMapping(id, flow, submission, asked));
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
        <PairRows
          title={t`Fields`}
          hint={t`Name on their side, and where it comes from (JMESPath). None: the whole submission as it is.`}
          rows={fields}
          onChange={setFields}
          nameLabel={t`Their name`}
          valueLabel={t`Comes from`}
          add={t`Add a field`}
          problems={{ ...refused(problem), ...tried.data?.problems }}
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
        <Field label={t`Photos and documents`} error={problem?.field('/files')}>
          {(field) => (
            <Select
              {...field}
              value={files}
              onChange={setFiles}
              options={[
                { value: 'links', label: t`As links`, note: t`They open for a day, without signing in` },
                { value: 'inline', label: t`In the body`, note: t`As base64, while they have 5 MB together` },
                { value: 'none', label: t`Not at all`, note: t`Only their names and sizes` },
              ]}
            />
          )}
        </Field>
        <PairRows
          title={t`Headers`}
          hint={t`A secret is named here and filled in when it is sent.`}
          rows={headers}
          onChange={setHeaders}
          nameLabel={t`Header`}
          valueLabel={t`Value`}
          add={t`Add a header`}
          secrets={known.data?.map((secret) => secret.name) ?? []}
        />
        <Field
          label={t`Secret for the signature`}
          hint={
            forward
              ? t`One is kept; leave it empty to keep it. It is never shown again.`
              : t`Deliveries carry an HMAC of their body with it, so that your system knows who sent them. 16 characters or more.`
          }
          error={problem?.field('/signing_secret')}
        >
          {(field) => (
            <Input
              {...field}
              type="password"
              autoComplete="new-password"
              value={signing}
              onChange={(event) => setSigning(event.target.value)}
            />
          )}
        </Field>
        <MappingPreview
          flow={flow}
          submission={submission}
          onSubmission={setSubmission}
          tried={tried.data}
          error={tried.error}
        />
        <ProblemNote problem={problem && !problem.fields.some(({ pointer }) => isShown(pointer)) ? problem : null} />
      </form>
    </Dialog>
  );
}

const MAPPING = '/mapping/';

/** Is it said beside its field? */
function isShown(pointer: string): boolean {
  return ['/name', '/url', '/method', '/files', '/signing_secret'].includes(pointer) || pointer.startsWith(MAPPING);
}

/** What was wrong with fields when they were to be saved, by their names. */
function refused(problem: ApiProblem | null): Record<string, string> {
  const ofFields = problem?.fields.filter(({ pointer }) => pointer.startsWith(MAPPING)) ?? [];
  const nameOf = (pointer: string) => pointer.slice(MAPPING.length).replaceAll('~1', '/').replaceAll('~0', '~');
  return Object.fromEntries(ofFields.map(({ pointer, detail }) => [nameOf(pointer), detail]));
}
