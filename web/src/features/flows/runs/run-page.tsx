// One run: its way on the canvas of exactly its version, step by step, with what every variable held and what was asked outside.

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type RunDetail, type RunStep, runs } from '~/api/flow-runs';
import type { Graph } from '~/api/flows-types';
import { ProblemNote } from '~/layouts/form/problem-note';
import { RunBadge, useWaitWords } from '~/layouts/run-badge';
import { ago, exact, upcoming } from '~/lib/dates';
import { useMedia } from '~/lib/use-media';
import { useNow } from '~/lib/use-now';
import { useTitle } from '~/lib/use-title';
import { Skeleton } from '~/ui/skeleton';
import { Tabs } from '~/ui/tabs';
import { createOverlay } from '../canvas/overlay';
import { FlowHead } from './flow-head';
import { RunActions } from './run-actions';
import { StepDetail } from './step-detail';
import { StepKeys } from './step-keys';
import { StepList } from './step-list';
import { span } from './times';
import { sprintSteps, traceOverlay } from './trace';
import { Variables } from './variables';
import { WhatIf } from './what-if';

const GraphView = lazy(() => import('../canvas/graph-view'));

interface Props {
  flow: string;
  run: string;
  /** Number of the step that is looked at; without one, the last. */
  step: number | undefined;
  onStep: (step: number) => void;
}

export default function RunPage({ flow, run: id, step, onStep }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const run = useQuery(runs.get(ws, id));
  const steps = useQuery(runs.steps(ws, id));
  useTitle(run.data ? run.data.contact.name : t`Run`, t`Runs`);
  const problem = run.error ?? steps.error;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <FlowHead flow={flow} page={t`Run`} heading actions={run.data && <RunActions run={run.data} />} />
      {problem && (
        <div className="p-4">
          <ProblemNote problem={asProblem(problem)} />
        </div>
      )}
      {!problem && (!run.data || !steps.data) && <Skeleton className="m-4 h-60 rounded-card" />}
      {!problem && run.data && steps.data && <Trail run={run.data} steps={steps.data} step={step} onStep={onStep} />}
    </div>
  );
}

type Side = 'step' | 'variables' | 'what-if';

interface TrailProps {
  run: RunDetail;
  steps: RunStep[];
  step: number | undefined;
  onStep: (step: number) => void;
}

const noGraph: Graph = { schema: 1, nodes: [], edges: [], variables: [], settings: {} };

function Trail({ run, steps, step, onStep }: TrailProps) {
  const { t } = useLingui();
  const graph = run.graph ?? noGraph;
  const wide = useMedia('(min-width: 64rem)');
  const [overlay] = useState(() => createOverlay());
  const [side, setSide] = useState<Side>('step');
  const found = steps.findIndex(({ number }) => number === step);
  const place = found >= 0 ? found : Math.max(0, steps.length - 1);
  const now = steps[place];
  const trace = useMemo(
    () => traceOverlay(steps, place, run.status === 'ended' ? null : (run.node?.id ?? null)),
    [steps, place, run.status, run.node?.id],
  );
  useEffect(() => overlay.setState(trace, true), [overlay, trace]);
  const go = (next: number) => {
    const wanted = steps[next];
    if (wanted) onStep(wanted.number);
  };
  /** The last step up to here that visited the node, else the first one after. */
  const goToNode = (node: string | null) => {
    const visits = steps.flatMap((one, index) => (one.node === node ? [index] : []));
    const next = visits.findLast((index) => index <= place) ?? visits[0];
    if (next !== undefined) go(next);
  };
  const list = <StepList steps={steps} graph={graph} place={place} onPlace={go} label={t`Steps of the run`} />;
  const selected = now?.depth === 0 ? now.node : null;
  return (
    <>
      <Facts run={run} steps={steps} place={place} />
      {run.graph === null && (
        <p className="shrink-0 border-line border-b bg-warning-soft px-4 py-1.5 text-13 text-warning">
          <Trans>The flow was deleted, and its drawing with it. The steps are all here.</Trans>
        </p>
      )}
      <StepKeys place={place} count={steps.length} onPlace={go} />
      <div className="flex min-h-0 flex-1 flex-col max-lg:scroller lg:flex-row">
        <div className="h-[40dvh] min-h-60 min-w-0 shrink-0 border-line max-lg:border-b lg:h-auto lg:flex-1 lg:shrink">
          <Suspense fallback={<div aria-busy="true" className="h-full bg-canvas" />}>
            <GraphView graph={graph} overlay={overlay} selected={selected} onSelect={goToNode} />
          </Suspense>
        </div>
        <section
          aria-label={t`Steps and variables`}
          className="flex shrink-0 flex-col border-line lg:min-h-0 lg:w-105 lg:border-s"
        >
          <div
            className={
              wide
                ? 'scroller max-h-[45%] shrink-0 border-line border-b py-1'
                : 'scroller max-h-56 shrink-0 border-line border-b py-1'
            }
          >
            {list}
          </div>
          <div className="px-3 pt-2">
            <Tabs
              id="run-side"
              label={t`What is shown of the run`}
              tabs={[
                { value: 'step', label: now ? t`Step ${now.number + 1}` : t`Step` },
                { value: 'variables', label: t`Variables` },
                { value: 'what-if', label: t`Replay` },
              ]}
              value={side}
              onChange={setSide}
            />
          </div>
          <div
            role="tabpanel"
            id={`run-side-panel-${side}`}
            aria-labelledby={`run-side-tab-${side}`}
            className="flex-1 px-3 py-3 lg:scroller lg:min-h-0"
          >
            {side === 'step' && now && <StepDetail step={now} />}
            {side === 'step' && !now && (
              <p className="text-13 text-fg-3">
                <Trans>It has taken no step yet.</Trans>
              </p>
            )}
            {side === 'variables' && <Variables steps={steps} place={place} graph={graph} onPlace={go} />}
            {side === 'what-if' && <WhatIf run={run} steps={steps} onPlace={go} />}
          </div>
        </section>
      </div>
    </>
  );
}

function Facts({ run, steps, place }: { run: RunDetail; steps: RunStep[]; place: number }) {
  const { id: ws } = useWorkspace();
  const now = useNow();
  const waits = useWaitWords();
  const spent = sprintSteps(steps, place);
  const most = 50;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2 text-13">
      <RunBadge run={run} />
      <Link
        to="/w/$ws/inbox/$view/$conversation"
        params={{ ws, view: 'all', conversation: run.conversation_id }}
        search={{}}
        className="max-w-60 truncate rounded-badge font-medium underline-offset-2 hover:underline"
      >
        <bdi>{run.contact.name}</bdi>
      </Link>
      <span className="text-fg-2">
        <Trans>Version {run.version}</Trans>
      </span>
      <span className="text-fg-2">
        <time dateTime={run.started_at} data-tooltip={exact(run.started_at)}>
          {ago(run.started_at, now)}
        </time>
        {' · '}
        {span((run.ended_at ? Date.parse(run.ended_at) : now) - Date.parse(run.started_at))}
      </span>
      {run.outcome && (
        <span className="text-fg-2">
          <Trans>
            Outcome <bdi className="font-medium">{run.outcome}</bdi>
          </Trans>
        </span>
      )}
      {run.status === 'waiting' && (
        <span className="text-fg-2">
          <Trans>Waits for {waits(run.waiting_for)}</Trans>
          {run.wake_at && ` · ${upcoming(run.wake_at, now)}`}
        </span>
      )}
      <span className="ms-auto flex items-center gap-2 text-12 text-fg-3">
        <Trans>
          {spent} of {most} steps since the customer wrote
        </Trans>
        <span aria-hidden="true" className="h-1.5 w-16 overflow-hidden rounded-full bg-hover">
          <span
            className={`block h-full ${spent > most * 0.8 ? 'bg-danger' : 'bg-accent'}`}
            style={{ width: `${Math.min(100, (spent / most) * 100)}%` }}
          />
        </span>
      </span>
      {run.problem && <p className="w-full text-danger">{run.problem}</p>}
    </div>
  );
}
