// What phones asked lately, asked again of the code as it stands in the editor: a change shows what it changes before anybody gets it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { FunctionView } from '~/api/functions';
import { type WaFlow, type WaFlowExchange, type WaFlowReplay, waFlows } from '~/api/wa-flows';
import { ReplayResult, verdictOf } from '~/layouts/replay-result';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { type Outcome, replayAll } from './replay-all';

interface Props {
  one: FunctionView;
  text: string;
  locked: string | null;
}

export function ReplayPane({ one, text, locked }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery(waFlows.list(id));
  const forms = (list.data?.data ?? []).filter(
    ({ endpoint }) => endpoint.kind === 'function' && endpoint.function === one.id,
  );
  const [chosen, setChosen] = useState('');
  const form = forms.find((flow) => flow.id === chosen) ?? forms[0];
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <p className="text-13 text-danger">{asProblem(list.error).detail}</p>;
  if (!form)
    return (
      <p className="text-13 text-fg-3">
        <Trans>
          No form is answered by this function. Where one is, what phones asked it can be asked again here, of the code
          as you have it now.
        </Trans>
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      <p className="text-13 text-fg-2">
        <Trans>What phones asked is asked again, of the code as it stands beside this. No phone hears of it.</Trans>
      </p>
      {forms.length > 1 && (
        <Select
          label={t`Form`}
          value={form.id}
          onChange={setChosen}
          options={forms.map((flow) => ({ value: flow.id, label: flow.name }))}
        />
      )}
      <Exchanges key={form.id} form={form} text={text} locked={locked} />
    </div>
  );
}

function Exchanges({ form, text, locked }: { form: WaFlow; text: string; locked: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(waFlows.exchanges(id, form.id));
  const rows = (list.data?.pages[0]?.data ?? []).filter(({ action }) => ASKED.includes(action));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async () => {
    stop.current = new AbortController();
    setBusy(true);
    setOutcomes(new Map());
    const ask = waFlows.replayOnce(id, form.id);
    await replayAll(
      rows.map((row) => row.id),
      (exchange) => ask(exchange, { source: text }),
      (exchange, outcome) => setOutcomes((before) => new Map(before).set(exchange, outcome)),
      stop.current.signal,
    );
    setBusy(false);
  };
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <p className="text-13 text-danger">{asProblem(list.error).detail}</p>;
  if (rows.length === 0)
    return (
      <p className="text-13 text-fg-3">
        <Trans>No phone has asked yet.</Trans>
      </p>
    );
  const done = [...outcomes.values()];
  const count = (verdict: string) =>
    done.filter((outcome) => 'replayed' in outcome && verdictOf(outcome.replayed) === verdict).length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" icon={RotateCcw} busy={busy} disabledReason={locked} onClick={() => void run()}>
          <Plural value={rows.length} one="Ask it again" other="Ask the last # again" />
        </Button>
        {done.length > 0 && (
          <p role="status" className="text-13 text-fg-2 tabular-nums">
            <Trans>
              {count('same')} the same · {count('different')} different ·{' '}
              {done.length - count('same') - count('different')} failed
            </Trans>
          </p>
        )}
      </div>
      <ul aria-label={t`Exchanges`} className="flex flex-col rounded-card border border-line">
        {rows.map((row) => (
          <li key={row.id} className="border-line border-b last:border-0">
            <Replayed row={row} outcome={outcomes.get(row.id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a form's endpoint is asked; phones also tell of errors. */
const ASKED = ['INIT', 'data_exchange', 'BACK'];

function Replayed({ row, outcome }: { row: WaFlowExchange; outcome: Outcome | undefined }) {
  return (
    <details>
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-13 hover:bg-hover">
        <code className="font-mono text-12">{row.action}</code>
        <code className="min-w-0 truncate font-mono text-12 text-fg-2">{row.screen}</code>
        <time dateTime={row.at} className="ms-auto text-12 text-fg-3">
          {moment(row.at)}
        </time>
        {outcome && <Verdict outcome={outcome} />}
      </summary>
      <div className="border-line border-t p-3">
        {outcome === undefined && (
          <p className="text-13 text-fg-3">
            <Trans>Not asked again yet.</Trans>
          </p>
        )}
        {outcome && 'problem' in outcome && <p className="text-13 text-danger">{outcome.problem.detail}</p>}
        {outcome && 'replayed' in outcome && <ReplayResult replayed={outcome.replayed} />}
      </div>
    </details>
  );
}

function Verdict({ outcome }: { outcome: Outcome }) {
  if ('problem' in outcome)
    return (
      <Badge tone="danger">
        <Trans>Not asked</Trans>
      </Badge>
    );
  return <Mark replayed={outcome.replayed} />;
}

function Mark({ replayed }: { replayed: WaFlowReplay }) {
  switch (verdictOf(replayed)) {
    case 'same':
      return (
        <Badge tone="success">
          <Trans>Same</Trans>
        </Badge>
      );
    case 'different':
      return (
        <Badge tone="warning">
          <Trans>Different</Trans>
        </Badge>
      );
    case 'failed':
      return (
        <Badge tone="danger">
          <Trans>Failed</Trans>
        </Badge>
      );
  }
}
