// Runs the run again: on its own version it must take the same steps; on another one the first difference says what would change. Nothing is sent.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { CircleCheck, GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Replay, type RunDetail, type RunStep, runs } from '~/api/flow-runs';
import { flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { JsonView } from '~/ui/json-view';
import { Select } from '~/ui/select';
import { titleOf } from '../canvas/names';

const OWN = 'own';

interface Props {
  run: RunDetail;
  steps: readonly RunStep[];
  onPlace: (place: number) => void;
}

export function WhatIf({ run, steps, onPlace }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const [wanted, setWanted] = useState(OWN);
  const versions = useInfiniteQuery(flows.versions(ws, run.flow.id));
  const replay = useMutation(runs.replay(ws, run.id));
  const others = (versions.data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter(({ number }) => number !== run.version);
  const options = [
    { value: OWN, label: t`Its own version (${run.version})`, note: t`Must take the same steps` },
    { value: 'draft', label: t`The draft`, note: t`What would be different if it were live` },
    ...others.map(({ number, live, note }) => ({
      value: String(number),
      label: live ? t`Version ${number}, live` : t`Version ${number}`,
      ...(note && { note }),
    })),
  ];
  const go = () => replay.mutate(wanted === OWN ? {} : { version: wanted === 'draft' ? 'draft' : Number(wanted) });
  return (
    <div className="flex flex-col gap-3 text-13">
      <p className="text-fg-2">
        <Trans>Plays the same messages, times and answers again. Nothing is sent and nothing is stored.</Trans>
      </p>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Select
            label={t`On which version`}
            value={wanted}
            options={options}
            onChange={(next) => {
              setWanted(next);
              replay.reset();
            }}
          />
        </div>
        <Button variant="primary" busy={replay.isPending} onClick={go}>
          {wanted === OWN ? <Trans>Replay</Trans> : <Trans>What if</Trans>}
        </Button>
      </div>
      {replay.error && <ProblemNote problem={asProblem(replay.error)} />}
      {replay.data && <Outcome replay={replay.data} run={run} steps={steps} onPlace={onPlace} />}
    </div>
  );
}

function Outcome({ replay, run, steps, onPlace }: Props & { replay: Replay }) {
  const { t } = useLingui();
  const { difference } = replay;
  const members: Record<string, string> = {
    node: t`another node comes`,
    action: t`the node is reached otherwise`,
    outcome: t`it comes out otherwise`,
    handle: t`it leaves by another exit`,
    error: t`it fails otherwise`,
    question: t`something else is asked outside`,
    answer: t`another answer is read`,
    changes: t`other variables are changed`,
    effects: t`other things are sent or done`,
    edge: t`another line is followed`,
    steps: t`there are more or fewer steps`,
  };
  if (!difference) {
    return (
      <p role="status" className="flex items-start gap-2 rounded-control bg-success-soft px-3 py-2 text-success">
        <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <Trans>The same {replay.steps.length} steps. Nothing would be different.</Trans>
      </p>
    );
  }
  const { place, member, recorded, replayed } = difference;
  const node = (id: string | undefined) => (run.graph ? titleOf(run.graph, id) : (id ?? ''));
  return (
    <section
      aria-label={t`First difference`}
      className="flex flex-col gap-2 rounded-control border border-warning/50 p-3"
    >
      <p role="status" className="flex items-start gap-2 font-medium">
        <GitCompareArrows aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          <Trans>
            First difference at step {place + 1}: {members[member] ?? member}
          </Trans>
        </span>
      </p>
      {place < steps.length && (
        <Button size="sm" className="self-start" onClick={() => onPlace(place)}>
          <Trans>Show step {place + 1}</Trans>
        </Button>
      )}
      <dl className="grid grid-cols-1 gap-2 md:grid-cols-2">
        <div className="min-w-0">
          <dt className="pb-1 text-12 text-fg-3">
            <Trans>As it was</Trans> {node(steps[place]?.node)}
          </dt>
          <dd>
            <JsonView label={t`As it was`} value={recorded ?? null} className="max-h-56" />
          </dd>
        </div>
        <div className="min-w-0">
          <dt className="pb-1 text-12 text-fg-3">
            <Trans>As it would be</Trans> {node(replay.steps[place]?.node)}
          </dt>
          <dd>
            <JsonView label={t`As it would be`} value={replayed ?? null} className="max-h-56" />
          </dd>
        </div>
      </dl>
    </section>
  );
}
