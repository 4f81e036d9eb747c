// Asks the endpoint once, with any action, screen and data, and shows what it says.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Textarea } from '~/ui/input';
import { JsonView } from '~/ui/json-view';
import { Select } from '~/ui/select';
import { type Fields, isFields, list } from '~/whatsapp/read';

type Action = 'INIT' | 'data_exchange' | 'BACK';

export function TryEndpoint({ flow, form }: { flow: WaFlow; form: Fields }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const screens = list(form.screens).flatMap((one) => (isFields(one) && typeof one.id === 'string' ? one.id : []));
  const [action, setAction] = useState<Action>('INIT');
  const [screen, setScreen] = useState(screens[0] ?? '');
  const [data, setData] = useState('{}');
  const [wrong, setWrong] = useState(false);
  const hasScreen = action === 'data_exchange' || action === 'BACK';
  const ask = useMutation({
    mutationFn: (read: Fields) =>
      waFlows.tryEndpoint(id, flow.id, { action, ...(hasScreen && { screen, data: read }) }),
  });
  const run = () => {
    try {
      const read: unknown = JSON.parse(action === 'data_exchange' ? data : '{}');
      setWrong(!isFields(read));
      if (isFields(read)) ask.mutate(read);
    } catch {
      setWrong(true);
    }
  };
  const answer = ask.data;
  const problem = answer?.problem?.message;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 md:grid-cols-2">
        <Select
          label={t`Action`}
          value={action}
          onChange={setAction}
          options={[
            { value: 'INIT', label: 'INIT', note: t`The form is opened` },
            { value: 'data_exchange', label: 'data_exchange', note: t`Something was chosen or sent` },
            { value: 'BACK', label: 'BACK', note: t`The customer went back` },
          ]}
        />
        {hasScreen && (
          <Select
            label={t`Screen`}
            value={screen}
            onChange={setScreen}
            options={screens.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      {action === 'data_exchange' && (
        <Field label={t`Payload`} error={wrong ? t`This is no JSON object.` : null}>
          {(field) => (
            <Textarea
              {...field}
              dir="ltr"
              spellCheck={false}
              className="font-mono text-12"
              value={data}
              onChange={(event) => setData(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="flex items-center gap-3">
        <Button icon={Play} busy={ask.isPending} onClick={run}>
          <Trans>Ask</Trans>
        </Button>
        {answer && (
          <span role="status" className="text-13 text-fg-2 tabular-nums">
            <Trans>{answer.ms} ms</Trans>
          </span>
        )}
      </div>
      <ProblemNote problem={ask.error ? asProblem(ask.error) : null} />
      {problem && (
        <p role="alert" className="text-13 text-danger">
          {problem}
        </p>
      )}
      {answer && !problem && <JsonView label={t`Answer`} value={answer.answer} className="max-h-80" />}
      {answer && answer.logs.length > 0 && (
        <pre dir="ltr" className="overflow-x-auto rounded-card bg-sunken p-3 font-mono text-12 text-fg-2">
          {answer.logs.map(({ level, text, at_ms }) => `${at_ms} ms  ${level}  ${text}`).join('\n')}
        </pre>
      )}
    </div>
  );
}
