// The code of a function with its head; beside it the panes that try, set, compare and watch it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Ellipsis, Rocket, Trash2 } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionRun, type FunctionView, functions } from '~/api/functions';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ConflictBar, SavedNote } from '~/layouts/form/saved-note';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { Button } from '~/ui/button';
import type { CodeProblem } from '~/ui/code/code-editor';
import { confirm } from '~/ui/confirm';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Menu } from '~/ui/menu';
import { Skeleton } from '~/ui/skeleton';
import { Tabs } from '~/ui/tabs';
import { toast } from '~/ui/toast';
import { CallsPane } from './calls-pane';
import { completeFunction } from './completion';
import { LiveBadge, StatusNote } from './functions-page';
import { ReplayPane } from './replay-pane';
import { RunPane } from './run-pane';
import { SettingsPane } from './settings-pane';
import { VersionsPane } from './versions-pane';

const CodeEditor = lazy(() => import('~/ui/code/code-editor'));

type Pane = 'run' | 'replay' | 'settings' | 'versions' | 'calls';

interface Props {
  one: FunctionView;
  draft: SavedText;
  locked: string | null;
}

const firstSample = {
  action: 'data_exchange',
  screen: 'DAY',
  data: { day: '2026-12-01' },
  flow_token: 'sample',
};

export function FunctionEditor({ one, draft, locked }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [pane, setPane] = useState<Pane>('run');
  const [sample, setSample] = useState(() => JSON.stringify(firstSample, null, 2));
  const [publishing, setPublishing] = useState(false);
  const run = useMutation(functions.run(id, one.id));
  const latest = useRef(sample);
  const complete = useMemo(() => completeFunction(() => read(latest.current)), []);
  const go = () => {
    const input = read(sample);
    setPane('run');
    if (input === undefined) toast({ tone: 'danger', title: t`The sample is no JSON.` });
    // Whatever JSON it is: the description of the API calls it an object.
    else run.mutate({ source: draft.text, input: input as Record<string, unknown> });
  };
  const problems = useMemo(() => problemsOf(run.data), [run.data]);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <Head one={one} draft={draft} locked={locked} onPublish={() => setPublishing(true)} />
      <ConflictBar draft={draft} language="javascript" />
      <div className="px-4 empty:hidden">
        <StatusNote />
      </div>
      <div className="scroller flex min-h-0 flex-1 flex-col border-line border-t lg:flex-row lg:overflow-hidden">
        <div className="min-h-80 min-w-0 flex-1 lg:min-h-0">
          <Suspense fallback={<Skeleton className="m-4 h-60" />}>
            <CodeEditor
              label={t`Code of ${one.name}`}
              language="javascript"
              value={draft.text}
              onChange={draft.set}
              readOnly={locked !== null}
              complete={complete}
              problems={problems}
              onSave={() => void draft.flush()}
              onRun={go}
            />
          </Suspense>
        </div>
        <aside
          aria-label={t`Try and settings`}
          className="flex min-h-0 w-full shrink-0 flex-col border-line border-t lg:w-110 lg:border-s lg:border-t-0"
        >
          <div className="px-3">
            <Tabs
              id="function"
              label={t`Try and settings`}
              tabs={[
                { value: 'run', label: t`Try` },
                { value: 'replay', label: t`Replay` },
                { value: 'settings', label: t`Settings` },
                { value: 'versions', label: t`Versions` },
                { value: 'calls', label: t`Calls` },
              ]}
              value={pane}
              onChange={setPane}
            />
          </div>
          <div
            role="tabpanel"
            id={`function-panel-${pane}`}
            aria-labelledby={`function-tab-${pane}`}
            className="scroller min-h-0 flex-1 p-4"
          >
            {pane === 'run' && (
              <RunPane
                sample={sample}
                onSample={(next) => {
                  latest.current = next;
                  setSample(next);
                }}
                run={run.data}
                problem={run.error ? asProblem(run.error) : null}
                busy={run.isPending}
                locked={locked}
                onRun={go}
              />
            )}
            {pane === 'replay' && <ReplayPane one={one} text={draft.text} locked={locked} />}
            {pane === 'settings' && <SettingsPane key={one.updated_at} one={one} locked={locked} />}
            {pane === 'versions' && <VersionsPane one={one} text={draft.text} locked={locked} onRestore={draft.set} />}
            {pane === 'calls' && <CallsPane one={one} />}
          </div>
        </aside>
      </div>
      {publishing && <PublishDialog one={one} draft={draft} onClose={() => setPublishing(false)} />}
    </div>
  );
}

function Head({ one, draft, locked, onPublish }: Props & { onPublish(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const navigate = useNavigate();
  const remove = useMutation(functions.remove(id));
  const changed = one.has_changes || draft.state.kind !== 'saved' || draft.state.at !== null;
  const erase = async () => {
    const sure = await confirm({
      title: t`Delete “${one.name}”?`,
      body: t`Forms and flows that use it fail from now on.`,
      action: t`Delete`,
    });
    if (!sure) return;
    remove.mutate(one.id, {
      onSuccess: () => void navigate({ to: '/w/$ws/functions', params: { ws: id } }),
      onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
    });
  };
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Link
        to="/w/$ws/functions"
        params={{ ws: id }}
        aria-label={t`All functions`}
        data-tooltip={t`All functions`}
        className="touch-target -ms-1.5 inline-flex size-8 items-center justify-center rounded-control text-fg-2 hover:bg-hover"
      >
        <ArrowLeft aria-hidden="true" className="mirror size-4.5" strokeWidth={1.75} />
      </Link>
      <h1 tabIndex={-1} className="min-w-0 truncate font-mono font-semibold text-16">
        {one.name}
      </h1>
      <LiveBadge one={one} />
      <SavedNote draft={draft} />
      <span className="flex-1" />
      <Button
        variant="primary"
        icon={Rocket}
        disabledReason={locked ?? (changed || one.live_version === null ? null : t`The live version is this one.`)}
        onClick={onPublish}
      >
        <Trans>Publish</Trans>
      </Button>
      <Menu
        label={t`More`}
        align="end"
        trigger={(props) => <IconButton {...props} icon={Ellipsis} label={t`More`} />}
        entries={[
          {
            kind: 'item',
            id: 'delete',
            label: t`Delete`,
            icon: Trash2,
            tone: 'danger',
            disabledReason: locked,
            onSelect: () => void erase(),
          },
        ]}
      />
    </header>
  );
}

function PublishDialog({ one, draft, onClose }: { one: FunctionView; draft: SavedText; onClose(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [note, setNote] = useState('');
  const publish = useMutation(functions.publish(id, one.id));
  const go = async () => {
    if (!(await draft.flush())) return;
    publish.mutate(note.trim(), {
      onSuccess: () => {
        toast({ tone: 'success', title: t`Published.` });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Publish “${one.name}”?`}
      description={t`Forms and flows that use it call this version from now on.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={publish.isPending} onClick={() => void go()}>
            <Trans>Publish</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t`What changed`} hint={t`For the list of versions; may be left out.`}>
          {(field) => (
            <Input {...field} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        <ProblemNote problem={publish.error ? asProblem(publish.error) : null} />
      </div>
    </Dialog>
  );
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemsOf(run: FunctionRun | undefined): CodeProblem[] {
  const problem = run?.problem;
  if (!problem || typeof problem.line !== 'number') return [];
  const { line } = problem;
  return [{ line, column: 1, line_end: line, column_end: 1000, severity: 'error', message: problem.message }];
}
