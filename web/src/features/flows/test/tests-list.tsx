// The flow's tests: run all, see which pass and why others do not, which lines none takes; write one as YAML.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Download,
  FlaskConical,
  PenLine,
  Play,
  Plus,
  Trash2,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowTestFile, type FlowTestReport, flows } from '~/api/flows';
import type { Graph } from '~/api/flows-types';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { clearOverlay, type OverlayStore } from '../canvas/overlay';
import { saveFile } from '../list/save-file';
import { useMayEdit } from '../list/use-may-edit';
import { TestDialog } from './test-dialog';

interface Props {
  flow: string;
  graph: Graph;
  overlay: OverlayStore;
}

export function TestsList({ flow, graph, overlay }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const refusal = useMayEdit();
  const tests = useQuery(flows.tests(ws, flow));
  const run = useMutation(flows.runTests(ws, flow));
  const [editing, setEditing] = useState<FlowTestFile | 'new' | null>(null);
  const report = run.data;
  useCoverage(overlay, report);
  if (tests.isPending) return <Skeleton className="m-3 h-24" />;
  if (tests.isError) {
    return (
      <div className="p-3">
        <ProblemNote problem={asProblem(tests.error)} />
      </div>
    );
  }
  const write = (
    <Button size="sm" icon={Plus} disabledReason={refusal} onClick={() => setEditing('new')}>
      <Trans>Write one</Trans>
    </Button>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {tests.data.length === 0 ? (
        <EmptyState icon={FlaskConical} title={t`No tests yet`} action={write}>
          <Trans>
            Try the flow, then “Save as test” keeps what was said and answered. Or save a run that happened.
          </Trans>
        </EmptyState>
      ) : (
        <>
          <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b p-2.5">
            <Button variant="primary" size="sm" icon={Play} busy={run.isPending} onClick={() => run.mutate({ graph })}>
              <Trans>Run all</Trans>
            </Button>
            {write}
            {report && <Summary report={report} />}
          </div>
          {run.error && (
            <div className="p-2.5">
              <ProblemNote problem={asProblem(run.error)} />
            </div>
          )}
          <ul aria-label={t`Tests`} className="scroller min-h-0 flex-1 divide-y divide-line">
            {tests.data.map((test) => (
              <TestLine
                key={test.id}
                flow={flow}
                test={test}
                result={report?.results.find((one) => one.test === test.id)}
                refusal={refusal}
                onEdit={() => setEditing(test)}
              />
            ))}
          </ul>
        </>
      )}
      {editing && <TestDialog flow={flow} test={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

type Result = FlowTestReport['results'][number];

interface LineProps {
  flow: string;
  test: FlowTestFile;
  result: Result | undefined;
  refusal: string | null;
  onEdit: () => void;
}

function TestLine({ flow, test, result, refusal, onEdit }: LineProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const remove = useMutation({
    ...flows.removeTest(ws, flow),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const Icon = !result ? CircleDashed : result.passed ? CircleCheck : CircleAlert;
  const state = !result ? t`Not run yet` : result.passed ? t`Passed` : t`Failed`;
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete the test “${test.name}”?`,
      body: t`It is gone for good.`,
      action: t`Delete test`,
    });
    if (sure) remove.mutate(test.id);
  };
  return (
    <li className="flex flex-col gap-1 px-3 py-2">
      <div className="flex items-center gap-2">
        <Icon
          role="img"
          aria-label={state}
          className={`size-4 shrink-0 ${!result ? 'text-fg-3' : result.passed ? 'text-success' : 'text-danger'}`}
          strokeWidth={2}
        />
        <bdi className="min-w-0 flex-1 break-words text-13">{test.name}</bdi>
        {result && (
          <span className="shrink-0 text-11 text-fg-3">
            <Plural value={result.steps} one="# step" other="# steps" />
          </span>
        )}
        <IconButton
          icon={Download}
          size="sm"
          label={t`Download ${test.name}`}
          onClick={() => saveFile(`${test.name.replace(/[^\p{L}\p{N}]+/gu, '-')}.yaml`, test.yaml, 'application/yaml')}
        />
        <IconButton icon={PenLine} size="sm" label={t`Edit ${test.name}`} disabledReason={refusal} onClick={onEdit} />
        <IconButton
          icon={Trash2}
          size="sm"
          label={t`Delete ${test.name}`}
          disabledReason={refusal}
          onClick={() => void ask()}
        />
      </div>
      {result && !result.passed && (
        <ul className="flex flex-col gap-1 ps-6">
          {result.failures.map(({ step, detail }, index) => (
            <li key={index} className="break-words rounded-control bg-danger-soft px-2 py-1 text-12 text-danger">
              <Trans>
                Step {step + 1}: {detail}
              </Trans>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Summary({ report }: { report: FlowTestReport }) {
  const { taken, missed } = report.coverage;
  const passed = report.results.filter((result) => result.passed).length;
  const all = report.results.length;
  const percent =
    taken.length + missed.length === 0 ? 100 : Math.floor((taken.length / (taken.length + missed.length)) * 100);
  return (
    <p role="status" className="flex flex-col text-12">
      <span className={passed === all ? 'font-medium text-success' : 'font-medium text-danger'}>
        <Trans>
          {passed} of {all} passed
        </Trans>
      </span>
      <span className="text-fg-3">
        <Trans>
          {percent} % of the lines taken; {missed.length} by none
        </Trans>
      </span>
    </p>
  );
}

/** Which lines the tests take, on the canvas as long as the list is there. */
function useCoverage(overlay: OverlayStore, report: FlowTestReport | undefined): void {
  useEffect(() => {
    if (!report) return;
    const { taken, missed } = report.coverage;
    overlay.setState(
      {
        nodes: {},
        edges: Object.fromEntries([
          ...taken.map((edge) => [edge, { coverage: 'taken' as const }]),
          ...missed.map((edge) => [edge, { coverage: 'missed' as const }]),
        ]),
      },
      true,
    );
    return () => clearOverlay(overlay);
  }, [overlay, report]);
}
