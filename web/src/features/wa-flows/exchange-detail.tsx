// One exchange whole, and the same question asked again: of the endpoint as it is, or of what is being written in its function.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, type WaFlowExchange, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReplayResult } from '~/layouts/replay-result';
import { exact } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { JsonView } from '~/ui/json-view';
import { Select } from '~/ui/select';
import { speedTone } from './speed';
import { useWaFlowWords } from './words';

interface Props {
  flow: WaFlow;
  one: WaFlowExchange;
  locked: string | null;
}

export function ExchangeDetail({ flow, one, locked }: Props) {
  const { t } = useLingui();
  const words = useWaFlowWords();
  const isBad = one.status >= 400 || Boolean(one.error);
  return (
    <div className="flex flex-col gap-5 p-4 md:p-5">
      <header className="flex flex-col gap-1">
        <h2 className="flex flex-wrap items-center gap-2 font-semibold text-16">
          <Badge tone={isBad ? 'danger' : 'neutral'}>{one.status}</Badge>
          {words.exchange(one.action)}
          {one.screen !== '' && <code className="font-mono font-normal text-13 text-fg-2">{one.screen}</code>}
          <span className={`ms-auto font-normal text-13 tabular-nums ${speedTone(one.ms)}`}>
            <Trans>{one.ms} ms</Trans>
          </span>
        </h2>
        <time dateTime={one.at} className="text-12 text-fg-3">
          {exact(one.at)}
        </time>
        {one.error && <p className="text-13 text-danger">{one.error}</p>}
      </header>
      <div className="grid gap-4 xl:grid-cols-2">
        <Side title={t`Asked`} value={one.request} />
        <Side title={t`Answered`} value={one.answer} />
      </div>
      <AskAgain flow={flow} one={one} locked={locked} />
    </div>
  );
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1.5">
      <h3 className="font-medium text-13">{title}</h3>
      <JsonView label={title} value={value} className="max-h-80" />
    </section>
  );
}

type With = 'live' | 'draft';

function AskAgain({ flow, one, locked }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [text, setText] = useState<With>('live');
  const again = useMutation(waFlows.replay(id, flow.id));
  const { endpoint } = flow;
  const isAsked = one.action === 'INIT' || one.action === 'data_exchange' || one.action === 'BACK';
  const refusal =
    locked ??
    (endpoint.kind === 'none' ? t`Nobody answers this form now.` : null) ??
    (isAsked ? null : t`Phones told something here; nothing was asked.`);
  return (
    <section aria-label={t`Ask again`} className="flex flex-col gap-3 border-line border-t pt-4">
      <div>
        <h3 className="font-medium text-13">
          <Trans>Ask again</Trans>
        </h3>
        <p className="text-12 text-fg-3">
          <Trans>For the same contact. No phone hears of it; what a function fetches it really fetches.</Trans>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {endpoint.kind === 'function' && (
          <Select
            label={t`Answered by`}
            value={text}
            onChange={setText}
            options={[
              { value: 'live', label: t`The function as it is live` },
              { value: 'draft', label: t`The function’s draft`, note: t`Saved, but not published` },
            ]}
            className="max-w-72"
          />
        )}
        <Button
          icon={RotateCcw}
          busy={again.isPending}
          disabledReason={refusal}
          onClick={() => again.mutate({ exchange: one.id, with: text })}
        >
          <Trans>Ask again</Trans>
        </Button>
        {endpoint.kind === 'function' && (
          <Link
            to="/w/$ws/functions/$function"
            params={{ ws: id, function: endpoint.function }}
            className="text-13 text-accent-text hover:underline"
          >
            <Trans>Open the function</Trans>
          </Link>
        )}
      </div>
      <ProblemNote problem={again.error ? asProblem(again.error) : null} />
      {again.data && <ReplayResult replayed={again.data} />}
    </section>
  );
}
