// Who answers the form's data exchanges: nobody, fixed data, a function or another server; with a try, and what was asked lately.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type ApiProblem, asProblem } from '~/api/errors';
import { functions } from '~/api/functions';
import { type FixedScreen, type WaFlow, type WaFlowEndpoint, type WaFlowOutline, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { toast } from '~/ui/toast';
import { type Fields, isFields } from '~/whatsapp/read';
import { examplesOf } from './examples';
import { Forwards } from './forwards';
import { TryEndpoint } from './try-endpoint';

interface Props {
  flow: WaFlow;
  form: Fields;
  outline: WaFlowOutline | null;
  locked: string | null;
}

type Kind = WaFlowEndpoint['kind'];

export default function EndpointTab({ flow, form, outline, locked }: Props) {
  const { t } = useLingui();
  const isAsked = form.data_api_version !== undefined;
  return (
    <div className="scroller min-h-0 flex-1">
      <div className="mx-auto flex w-full max-w-260 flex-col divide-y divide-line px-4 py-6 md:px-8">
        <SettingsSection
          title={t`Answered by`}
          about={t`Phones encrypt what they ask; this server opens it, has it answered, and seals the answer. Phones wait ten seconds; Meta warns when more than one answer in ten takes longer than one.`}
        >
          {locked && <ReadOnlyNote reason={locked} />}
          {!isAsked && (
            <p className="rounded-control border border-line bg-sunken px-3 py-2 text-13 text-fg-2">
              <Trans>
                This form asks nobody: its Flow JSON has no <code className="font-mono">data_api_version</code>. It
                works without an endpoint.
              </Trans>
            </p>
          )}
          <EndpointForm key={JSON.stringify(flow.endpoint)} flow={flow} form={form} locked={locked} />
        </SettingsSection>
        <SettingsSection
          title={t`Try it`}
          about={t`Asks as a phone would, without the encryption. Nothing is sent to anybody.`}
        >
          <TryEndpoint flow={flow} form={form} />
        </SettingsSection>
        <SettingsSection
          title={t`Handed on`}
          about={t`Your own systems get each submission as it comes in, with the fields you name.`}
        >
          <Forwards flow={flow.id} outline={outline} locked={locked} />
        </SettingsSection>
      </div>
    </div>
  );
}

function EndpointForm({ flow, form, locked }: Omit<Props, 'outline'>) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const { endpoint } = flow;
  const [kind, setKind] = useState<Kind>(endpoint.kind);
  const [chosen, setChosen] = useState(endpoint.kind === 'function' ? endpoint.function : '');
  const [url, setUrl] = useState(endpoint.kind === 'forward' ? endpoint.url : '');
  const [secret, setSecret] = useState('');
  const [timeout, setTimeout] = useState('timeout_ms' in endpoint ? String(endpoint.timeout_ms) : '3000');
  const [fixed, setFixed] = useState(() => JSON.stringify(fixedOf(endpoint, form), null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const mayFunctions = can.has('functions:manage');
  const list = useQuery({ ...functions.list(id), enabled: kind === 'function' && mayFunctions });
  const save = useMutation({
    ...waFlows.setEndpoint(id, flow.id),
    onError: () => undefined,
  });
  const problem: ApiProblem | null = save.error ? asProblem(save.error) : null;
  const submit = () => {
    setWrong(null);
    const settings = settingsOf({ kind, chosen, url, secret, timeout: Number(timeout), fixed });
    if (settings === null) {
      setWrong(t`The fixed answers are no JSON object of screens.`);
      return;
    }
    save.mutate(settings, { onSuccess: () => toast({ tone: 'success', title: t`Kept.` }) });
  };
  const time = (
    <Field
      label={t`Time limit in milliseconds`}
      hint={t`After that the phone sees an error. At most 9,000.`}
      error={problem?.field('/timeout_ms')}
    >
      {(field) => (
        <Input
          {...field}
          type="number"
          min={100}
          max={9000}
          step={100}
          value={timeout}
          onChange={(event) => setTimeout(event.target.value)}
          className="max-w-40"
        />
      )}
    </Field>
  );
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t`Kind`}>
        {(field) => (
          <Select
            {...field}
            value={kind}
            onChange={setKind}
            disabled={locked !== null}
            options={[
              { value: 'none', label: t`Nobody`, note: t`For forms that bring everything along` },
              {
                value: 'fixed',
                label: t`Fixed answers`,
                note: t`The same data for each screen, for trying things out`,
              },
              { value: 'function', label: t`A function`, note: t`JavaScript written here` },
              {
                value: 'forward',
                label: t`Another server`,
                note: t`Asked in the clear over HTTPS, signed if you like`,
              },
            ]}
          />
        )}
      </Field>
      {kind === 'function' && (
        <>
          <Field
            label={t`Function`}
            error={problem?.field('/function')}
            hint={
              chosen !== '' && mayFunctions ? (
                <Link
                  to="/w/$ws/functions/$function"
                  params={{ ws: id, function: chosen }}
                  className="text-accent-text hover:underline"
                >
                  <Trans>Open its code</Trans>
                </Link>
              ) : (
                <Link to="/w/$ws/functions" params={{ ws: id }} className="text-accent-text hover:underline">
                  <Trans>All functions</Trans>
                </Link>
              )
            }
          >
            {(field) => (
              <Select
                {...field}
                value={chosen}
                onChange={setChosen}
                disabled={locked !== null}
                options={[
                  { value: '', label: t`Choose one` },
                  ...(list.data ?? []).map((one) => ({
                    value: one.id,
                    label: one.name,
                    note: one.live_version === null ? t`not published yet` : one.description,
                  })),
                ]}
              />
            )}
          </Field>
          {time}
        </>
      )}
      {kind === 'forward' && (
        <>
          <Field
            label={t`Address`}
            hint={t`Gets the decrypted request as JSON and answers with screen and data.`}
            error={problem?.field('/url')}
          >
            {(field) => (
              <Input
                {...field}
                type="url"
                dir="ltr"
                value={url}
                placeholder="https://…"
                onChange={(event) => setUrl(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t`Secret for the signature`}
            hint={
              endpoint.kind === 'forward' && endpoint.has_secret
                ? t`One is kept; leave it empty to keep it. It is never shown again.`
                : t`Requests carry an HMAC of their body with it. It is never shown again.`
            }
            error={problem?.field('/secret')}
          >
            {(field) => (
              <Input
                {...field}
                type="password"
                autoComplete="new-password"
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            )}
          </Field>
          {time}
        </>
      )}
      {kind === 'fixed' && (
        <Field
          label={t`Data by screen`}
          hint={t`Each screen’s data. An exchange leads to its “next”, or else along the routing model; “SUCCESS” ends the form.`}
          error={wrong ?? problem?.field('/screens')}
        >
          {(field) => (
            <Textarea
              {...field}
              dir="ltr"
              rows={10}
              spellCheck={false}
              className="max-h-100 font-mono text-12"
              value={fixed}
              onChange={(event) => setFixed(event.target.value)}
            />
          )}
        </Field>
      )}
      <ProblemNote problem={problem && problem.fields.length === 0 ? problem : null} />
      <div>
        <Button
          type="submit"
          variant="primary"
          busy={save.isPending}
          disabledReason={locked ?? (kind === 'function' && chosen === '' ? t`Choose a function.` : null)}
        >
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

interface Filled {
  kind: Kind;
  chosen: string;
  url: string;
  secret: string;
  timeout: number;
  fixed: string;
}

function settingsOf({ kind, chosen, url, secret, timeout, fixed }: Filled): WaFlowEndpoint | null {
  switch (kind) {
    case 'none':
      return { kind };
    case 'function':
      return { kind, function: chosen, timeout_ms: timeout };
    case 'forward':
      return { kind, url: url.trim(), timeout_ms: timeout, ...(secret !== '' && { secret }) };
    case 'fixed': {
      const screens = screensOf(fixed);
      return screens && { kind, screens };
    }
  }
}

function screensOf(text: string): Record<string, FixedScreen> | null {
  try {
    const read: unknown = JSON.parse(text);
    if (!isFields(read)) return null;
    const screens = Object.entries(read).flatMap(([name, screen]): [string, FixedScreen][] =>
      isFields(screen) && isFields(screen.data)
        ? [[name, { data: screen.data, ...(typeof screen.next === 'string' && { next: screen.next }) }]]
        : [],
    );
    return screens.length === Object.keys(read).length ? Object.fromEntries(screens) : null;
  } catch {
    return null;
  }
}

function fixedOf(endpoint: WaFlowEndpoint, form: Fields): unknown {
  if (endpoint.kind === 'fixed') return endpoint.screens;
  const screens = Array.isArray(form.screens) ? form.screens : [];
  return Object.fromEntries(
    screens.flatMap((screen) =>
      isFields(screen) && typeof screen.id === 'string' ? [[screen.id, { data: examplesOf(form, screen.id) }]] : [],
    ),
  );
}
