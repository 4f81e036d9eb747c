// Makes or changes a connection to a language model: where, which model, its key, what it may cost and link to.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type LlmConnection, llmConnections } from '~/api/llm-connections';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { type LlmKind, llmKinds, useLlmKinds } from './llm-kinds';
import { amount, millionths } from './money';
import { SecretInput } from './secret-input';

export function LlmDialog({ connection, onClose }: { connection: LlmConnection | null; onClose: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const kinds = useLlmKinds();
  const [typed, setTyped] = useState(() => start(connection));
  const write = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const create = useMutation(llmConnections.create(id));
  const update = useMutation(llmConnections.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const words = kinds[typed.kind];
  const moved =
    connection?.has_api_key === true &&
    (typed.base_url.trim() !== connection.base_url || typed.kind !== connection.kind);
  const prices = { input_price: millionths(typed.input_price), output_price: millionths(typed.output_price) };
  const budget = millionths(typed.monthly_budget);
  const noAmount = t`Write an amount like 0.15.`;
  const missing =
    typed.name.trim() === '' || typed.base_url.trim() === '' || typed.model.trim() === ''
      ? t`Write a name, an address and a model.`
      : prices.input_price === undefined || prices.output_price === undefined || budget === undefined
        ? noAmount
        : moved && typed.api_key === ''
          ? t`The connection goes somewhere else now: type its key again.`
          : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || prices.input_price === undefined || prices.output_price === undefined || budget === undefined)
      return;
    const body = {
      name: typed.name.trim(),
      kind: typed.kind,
      base_url: typed.base_url.trim(),
      model: typed.model.trim(),
      link_hosts: typed.link_hosts.split('\n').flatMap((line) => line.trim() || []),
      currency: typed.currency.trim(),
      input_price: prices.input_price,
      output_price: prices.output_price,
      monthly_budget: budget,
      ...(typed.api_key !== '' && { api_key: typed.api_key }),
    };
    if (connection) update.mutate({ connection: connection.id, ...body }, { onSuccess: onClose });
    else create.mutate(body, { onSuccess: onClose });
  };
  const box = (
    name: 'name' | 'base_url' | 'model' | 'currency' | 'input_price' | 'output_price' | 'monthly_budget',
  ) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) => write(name)(event.target.value),
    autoComplete: 'off',
  });
  const wrongAmount = (value: number | null | undefined, pointer: string) =>
    problem?.field(pointer) ?? (value === undefined ? noAmount : undefined);
  return (
    <Dialog
      open
      onClose={onClose}
      title={connection ? t`Edit connection` : t`Connect a language model`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending || update.isPending}
            disabledReason={missing}
            onClick={submit}
          >
            {connection ? <Trans>Save</Trans> : <Trans>Connect</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`Kind`}>
          {(control) => (
            <Select<LlmKind>
              {...control}
              value={typed.kind}
              onChange={write('kind')}
              options={llmKinds.map((value) => ({ value, label: kinds[value].name, note: kinds[value].note }))}
            />
          )}
        </Field>
        <Field label={t`Name`} hint={t`Flows call it by this name.`} error={problem?.field('/name')}>
          {(control) => <Input {...control} maxLength={100} {...box('name')} />}
        </Field>
        <Field
          label={t`Address`}
          hint={t`A server in your own network must be allowed by whoever runs PrismWA.`}
          error={problem?.field('/base_url')}
        >
          {(control) => (
            <Input {...control} dir="ltr" inputMode="url" placeholder={words.address} {...box('base_url')} />
          )}
        </Field>
        <Field label={words.modelLabel} hint={words.modelHint} error={problem?.field('/model')}>
          {(control) => <Input {...control} dir="ltr" spellCheck={false} {...box('model')} />}
        </Field>
        <Field
          label={words.takesKey ? t`API key` : t`API key (if it has one)`}
          hint={
            connection?.has_api_key
              ? moved
                ? t`The connection goes somewhere else now: type its key again.`
                : t`There is a key ending in ${connection.api_key_hint || '…'}. Leave this empty to keep it.`
              : t`It is kept encrypted and never shown again.`
          }
          error={problem?.field('/api_key')}
        >
          {(control) => (
            <SecretInput
              {...control}
              value={typed.api_key}
              onChange={(event) => write('api_key')(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-4 rounded-card border border-line p-4 md:grid-cols-2">
          <legend className="px-1 font-medium text-13">
            <Trans>What it may cost</Trans>
          </legend>
          <Field label={t`A million tokens read`} error={wrongAmount(prices.input_price, '/input_price')}>
            {(control) => <Input {...control} dir="ltr" inputMode="decimal" {...box('input_price')} />}
          </Field>
          <Field label={t`A million tokens written`} error={wrongAmount(prices.output_price, '/output_price')}>
            {(control) => <Input {...control} dir="ltr" inputMode="decimal" {...box('output_price')} />}
          </Field>
          <Field
            label={t`Most in a month`}
            hint={t`Then it is not asked any more. Empty: no limit.`}
            error={wrongAmount(budget, '/monthly_budget')}
          >
            {(control) => <Input {...control} dir="ltr" inputMode="decimal" {...box('monthly_budget')} />}
          </Field>
          <Field label={t`Currency`} error={problem?.field('/currency')}>
            {(control) => <Input {...control} dir="ltr" maxLength={3} {...box('currency')} />}
          </Field>
        </fieldset>
        <Field
          label={t`Sites it may link to`}
          hint={t`One on each line. Links to other sites are taken out of its answers.`}
          error={problem?.fields.find(({ pointer }) => pointer.startsWith('/link_hosts'))?.detail}
        >
          {(control) => (
            <Textarea
              {...control}
              dir="ltr"
              rows={3}
              placeholder="shop.example.com"
              value={typed.link_hosts}
              onChange={(event) => write('link_hosts')(event.target.value)}
            />
          )}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}

function start(connection: LlmConnection | null) {
  const kind = llmKinds.find((one) => one === connection?.kind) ?? 'openai';
  return {
    kind: kind as LlmKind,
    name: connection?.name ?? '',
    base_url: connection?.base_url ?? '',
    model: connection?.model ?? '',
    api_key: '',
    link_hosts: connection?.link_hosts.join('\n') ?? '',
    currency: connection?.currency ?? 'USD',
    input_price: amount(connection?.input_price),
    output_price: amount(connection?.output_price),
    monthly_budget: amount(connection?.monthly_budget),
  };
}
