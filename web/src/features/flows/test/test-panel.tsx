// Beside the canvas: the draft is tried on a phone, with its steps, its variables and a world to play with; and the flow's tests. Nothing is sent.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, RotateCcw, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { flows, type TryAnswer } from '~/api/flows';
import type { FlowNode, Graph, Step } from '~/api/flows-types';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useWaitWords } from '~/layouts/run-badge';
import { moment } from '~/lib/dates';
import { IconButton } from '~/ui/icon-button';
import { Tabs } from '~/ui/tabs';
import { toast } from '~/ui/toast';
import { clearOverlay, type OverlayStore } from '../canvas/overlay';
import { useMayEdit } from '../list/use-may-edit';
import { StepDetail } from '../runs/step-detail';
import { StepList } from '../runs/step-list';
import { span } from '../runs/times';
import { traceOverlay } from '../runs/trace';
import { Variables } from '../runs/variables';
import { asTest } from './as-test';
import { FormDialog } from './form-dialog';
import { MockForm } from './mock-form';
import { NameTest } from './name-test';
import { TestsList } from './tests-list';
import { aPlace, TrialComposer } from './trial-composer';
import { TrialPhone } from './trial-phone';
import { TrialSetup } from './trial-setup';
import { restOf, type Trial, useTrial } from './use-trial';
import { toYaml } from './yaml';

interface Props {
  flow: string;
  /** The draft as it is on screen, unsaved changes included. */
  graph: Graph;
  selected: string | null;
  overlay: OverlayStore;
  onShowNode: (node: string) => void;
  onClose: () => void;
  /** The steps of the try, whenever there are others. */
  onSteps?: (steps: readonly Step[]) => void;
}

type Page = 'try' | 'tests';

export default function TestPanel({ flow, graph, overlay, onShowNode, onClose, onSteps }: Props) {
  const { t } = useLingui();
  const refusal = useMayEdit();
  const trial = useTrial(flow, graph);
  const [page, setPage] = useState<Page>('try');
  const [naming, setNaming] = useState(false);
  useEffect(() => () => clearOverlay(overlay), [overlay]);
  const { answer } = trial;
  useEffect(() => {
    if (answer) onSteps?.(answer.steps);
  }, [answer, onSteps]);
  return (
    <section
      aria-label={t`Test`}
      className="flex h-full min-h-0 w-full flex-col bg-surface max-md:h-[calc(100dvh-4.25rem)]"
    >
      <header className="flex shrink-0 items-center gap-1 border-line border-b px-2.5 pt-1.5">
        <Tabs
          id="test"
          label={t`Try or test`}
          tabs={[
            { value: 'try', label: t`Try the draft` },
            { value: 'tests', label: t`Tests` },
          ]}
          value={page}
          onChange={setPage}
        />
        <span className="ms-auto flex items-center">
          {page === 'try' && (
            <>
              <IconButton
                icon={FlaskConical}
                size="sm"
                label={t`Save as test`}
                disabledReason={refusal ?? (trial.answer ? null : t`Try something first.`)}
                onClick={() => setNaming(true)}
              />
              <IconButton
                icon={RotateCcw}
                size="sm"
                label={t`Start again`}
                disabledReason={trial.events.length > 0 ? null : t`Nothing has happened yet.`}
                onClick={trial.restart}
              />
            </>
          )}
          {/* On phones the sheet around it has one. */}
          <IconButton icon={X} size="sm" label={t`Close the test panel`} className="max-md:hidden" onClick={onClose} />
        </span>
      </header>
      <div
        role="tabpanel"
        id={`test-panel-${page}`}
        aria-labelledby={`test-tab-${page}`}
        className="flex min-h-0 flex-1 flex-col"
      >
        {page === 'tests' ? (
          <TestsList flow={flow} graph={graph} overlay={overlay} />
        ) : (
          <Try trial={trial} graph={graph} overlay={overlay} onShowNode={onShowNode} />
        )}
      </div>
      {naming && trial.answer && (
        <SaveTrial flow={flow} trial={trial} answer={trial.answer} onClose={() => setNaming(false)} />
      )}
    </section>
  );
}

type Side = 'steps' | 'variables' | 'setup';

function Try({
  trial,
  graph,
  overlay,
  onShowNode,
}: { trial: Trial } & Pick<Props, 'graph' | 'overlay' | 'onShowNode'>) {
  const { t } = useLingui();
  const [side, setSide] = useState<Side>('steps');
  const [filling, setFilling] = useState(false);
  const [wanted, setWanted] = useState<number | null>(null);
  const { answer, events } = trial;
  const steps = useMemo(() => answer?.steps ?? [], [answer]);
  const lines = useMemo(() => answer?.transcript ?? [], [answer]);
  // A new event moves on to its last step; a chosen one stays until then.
  const [seen, setSeen] = useState(steps);
  if (seen !== steps) {
    setSeen(steps);
    setWanted(null);
  }
  const place = wanted ?? steps.length - 1;
  const now = steps[place];
  const standsAt = answer?.waiting?.node ?? answer?.asking?.node ?? null;
  useEffect(() => {
    if (steps.length === 0) clearOverlay(overlay);
    else overlay.setState(traceOverlay(steps, place, standsAt), true);
  }, [overlay, steps, place, standsAt]);
  const choose = (index: number) => {
    setWanted(index);
    const step = steps[index];
    if (step && step.depth === 0) onShowNode(step.node);
  };
  const stuck = answer?.asking ? graph.nodes.find(({ id }) => id === answer.asking?.node) : undefined;
  const taken = events.findLast((event) => event.take_over || event.release)?.take_over === true;
  return (
    <>
      <div className="min-h-0 flex-[3_1_0]">
        <TrialPhone
          lines={lines}
          onTap={(tap) => trial.add({ tap })}
          onForm={() => setFilling(true)}
          onLocation={() => trial.add(aPlace)}
          onStep={choose}
        />
      </div>
      <StandsAt answer={answer} busy={trial.busy} onSkip={(wait) => trial.add({ wait })} />
      {trial.error && (
        <div className="shrink-0 p-2">
          <ProblemNote problem={asProblem(trial.error)} />
        </div>
      )}
      {stuck && <Stuck key={stuck.id} node={stuck} trial={trial} />}
      {!stuck && answer?.problem && (
        <p role="alert" className="shrink-0 bg-warning-soft px-3 py-1.5 text-12 text-warning">
          {answer.problem}
        </p>
      )}
      <TrialComposer
        onEvent={trial.add}
        onForm={() => setFilling(true)}
        onUndo={trial.undo}
        mayUndo={events.length > 0}
        taken={taken}
      />
      <div className="flex min-h-0 flex-[2_1_0] flex-col border-line border-t">
        <div className="shrink-0 px-2.5 pt-1">
          <Tabs
            id="try"
            label={t`What is shown of the try`}
            tabs={[
              { value: 'steps', label: steps.length > 0 ? t`Steps (${steps.length})` : t`Steps` },
              { value: 'variables', label: t`Variables` },
              { value: 'setup', label: t`Setup` },
            ]}
            value={side}
            onChange={setSide}
          />
        </div>
        <div
          role="tabpanel"
          id={`try-panel-${side}`}
          aria-labelledby={`try-tab-${side}`}
          className="scroller min-h-0 flex-1"
        >
          {side === 'steps' && steps.length === 0 && (
            <p className="p-3 text-13 text-fg-3">
              <Trans>Each node that is visited appears here, with what came in and went out.</Trans>
            </p>
          )}
          {side === 'steps' && steps.length > 0 && (
            <>
              <StepList steps={steps} graph={graph} place={place} onPlace={choose} label={t`Steps of the try`} />
              {wanted !== null && now && (
                <div className="border-line border-t p-3">
                  <StepDetail step={now} />
                </div>
              )}
            </>
          )}
          {side === 'variables' && (
            <div className="p-3">
              <Variables steps={steps} place={place} graph={graph} onPlace={choose} />
            </div>
          )}
          {side === 'setup' && (
            <div className="p-3">
              <TrialSetup trial={trial} graph={graph} />
            </div>
          )}
        </div>
      </div>
      {filling && (
        <FormDialog
          onClose={() => setFilling(false)}
          onSubmit={(submit) => {
            setFilling(false);
            trial.add({ submit });
          }}
        />
      )}
    </>
  );
}

/** A node asks the outside and nobody has said what the outside says. */
function Stuck({ node, trial }: { node: FlowNode; trial: Trial }) {
  return (
    <section className="scroller max-h-[45%] shrink-0 border-line border-t bg-warning-soft/60 p-3">
      <p className="pb-2 font-medium text-13">
        <Trans>
          <bdi className="font-mono text-12">{node.name}</bdi> asks the outside. What does it answer?
        </Trans>
      </p>
      <MockForm node={node} answer={undefined} onAnswer={(answer) => answer && trial.mock(node.name, [answer])} />
    </section>
  );
}

/** Where the try stands, in one line. */
function StandsAt({
  answer,
  busy,
  onSkip,
}: {
  answer: TryAnswer | null;
  busy: boolean;
  onSkip: (seconds: number) => void;
}) {
  const { t } = useLingui();
  const waits = useWaitWords();
  const rest = answer && restOf(answer);
  const ends: Record<string, string> = {
    ended: t`The run is over.`,
    asking: t`Asks the outside.`,
    done: t`The run is over.`,
    failed: t`The run failed.`,
    handed_off: t`People have it now.`,
    cancelled: t`The run was cancelled.`,
    paused: t`A teammate has it. The run waits until it is given back.`,
    not_started: t`Nothing of this starts the flow.`,
  };
  const words = () => {
    if (!answer) return t`Not begun`;
    if (answer.waiting) {
      const on = t`Waits for ${waits(answer.waiting.on)}`;
      return answer.waiting.wake_at ? t`${on}, at most until ${moment(answer.waiting.wake_at)}` : on;
    }
    return ends[answer.status] ?? answer.status.replace(/_/g, ' ');
  };
  return (
    <p
      role="status"
      aria-busy={busy}
      className="flex min-h-7 shrink-0 items-center gap-2 border-line border-t bg-surface px-3 py-1 text-12 text-fg-2"
    >
      <span className="line-clamp-2 min-w-0 flex-1">{busy ? t`Playing…` : words()}</span>
      {!busy && rest !== null && (
        <button
          type="button"
          onClick={() => onSkip(rest)}
          data-tooltip={t`Turns the clock until it goes on by itself`}
          className="touch-target shrink-0 rounded-badge px-1 font-medium text-accent-text hover:underline"
        >
          <Trans>Skip {span(rest * 1000)}</Trans>
        </button>
      )}
      {answer && answer.steps.length > 0 && (
        <span className="shrink-0 text-fg-3 tabular-nums">
          <Plural value={answer.steps.length} one="# step" other="# steps" />
        </span>
      )}
    </p>
  );
}

interface SaveProps {
  flow: string;
  trial: Trial;
  answer: TryAnswer;
  onClose: () => void;
}

function SaveTrial({ flow, trial, answer, onClose }: SaveProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const save = useMutation(flows.saveTest(ws, flow));
  const first = trial.events.find(({ say }) => say)?.say ?? '';
  return (
    <NameTest
      suggestion={first}
      busy={save.isPending}
      problem={save.error ? asProblem(save.error) : null}
      onClose={onClose}
      onName={(name) =>
        save.mutate(
          { name, yaml: toYaml(asTest(name, { ...trial.world, events: trial.events, answer })) },
          {
            onSuccess: () => {
              toast({ title: t`Saved as a test`, tone: 'success' });
              onClose();
            },
          },
        )
      }
    />
  );
}
