// Two versions in one picture: added green, removed as red ghosts, changed amber; beside it every change, old and new, to walk through.

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronDown, ChevronUp, CircleCheck, Diff, Minus, Move, Plus, Settings2, Spline } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowDiff, flows } from '~/api/flows';
import type { Graph, Json } from '~/api/flows-types';
import { type Command, useCommands } from '~/layouts/commands';
import { ProblemNote } from '~/layouts/form/problem-note';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { Switch } from '~/ui/switch';
import { Tabs } from '~/ui/tabs';
import { exitLabel, handleLabel } from '../canvas/exits';
import { nodeTitle } from '../canvas/names';
import { createOverlay } from '../canvas/overlay';
import { type Change, differenceOverlay, fieldName, listChanges, merged, nodeOf } from './changes';
import type { VersionName } from './search';

const GraphView = lazy(() => import('../canvas/graph-view'));

interface Props {
  flow: string;
  from: VersionName;
  to: VersionName;
}

export function Compare({ flow, from, to }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const diff = useQuery({ ...flows.diff(ws, flow, from, to), enabled: from !== to });
  const single = useQuery({
    ...flows.version(ws, flow, typeof to === 'number' ? to : 0),
    enabled: from === to && typeof to === 'number',
  });
  const error = diff.error ?? single.error;
  if (error) {
    return (
      <div className="p-4">
        <ProblemNote problem={asProblem(error)} />
      </div>
    );
  }
  if (from === to) {
    if (typeof to !== 'number') return <EmptyState icon={Diff} title={t`Choose two versions to compare`} />;
    if (!single.data) return <Skeleton className="m-4 h-60 rounded-card" />;
    return (
      <div className="min-h-0 flex-1">
        <Suspense fallback={<div aria-busy="true" className="h-full bg-canvas" />}>
          <GraphView graph={single.data.graph} />
        </Suspense>
      </div>
    );
  }
  if (!diff.data) return <Skeleton className="m-4 h-60 rounded-card" />;
  return <Both diff={diff.data} />;
}

function Both({ diff }: { diff: FlowDiff }) {
  const { t } = useLingui();
  const { from_graph: older, to_graph: newer, difference } = diff;
  const [overlay] = useState(() => createOverlay(differenceOverlay(difference, older, newer)));
  const graph = useMemo(() => merged(older, newer), [older, newer]);
  const [moved, setMoved] = useState(false);
  const [tab, setTab] = useState<'changes' | 'json'>('changes');
  const changes = useMemo(
    () => listChanges(difference, { from: older, to: newer }, moved),
    [difference, older, newer, moved],
  );
  const [wanted, setWanted] = useState<number | null>(null);
  const place = wanted === null ? null : Math.min(wanted, changes.length - 1);
  const current = place === null ? undefined : changes[place];
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the change that is looked at
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  const move = (by: number) =>
    setWanted(changes.length === 0 ? null : ((place ?? (by > 0 ? -1 : 0)) + by + changes.length) % changes.length);
  useWalk(move);
  const onlyMoved = difference.nodes.filter(({ change }) => change.is === 'moved').length;
  return (
    <div className="flex min-h-0 flex-1 flex-col max-xl:scroller xl:flex-row">
      <div className="h-[38dvh] min-h-56 min-w-0 shrink-0 xl:shrink border-line max-xl:border-b xl:h-auto xl:flex-1">
        <Suspense fallback={<div aria-busy="true" className="h-full bg-canvas" />}>
          <GraphView
            graph={graph}
            overlay={overlay}
            selected={current ? nodeOf(current) : null}
            onSelect={(node) => {
              const index = changes.findIndex((change) => nodeOf(change) === node);
              if (node !== null && index >= 0) setWanted(index);
            }}
          />
        </Suspense>
      </div>
      <section aria-label={t`Changes`} className="flex flex-col border-line xl:min-h-0 xl:w-96 xl:shrink-0 xl:border-s">
        <header className="flex shrink-0 items-center justify-between gap-2 border-line border-b px-3 py-1.5">
          <p role="status" className="font-semibold text-13">
            <Plural value={changes.length} _0="No change" one="# change" other="# changes" />
          </p>
          <div className="flex items-center gap-1">
            <IconButton
              icon={ChevronUp}
              size="sm"
              label={t`Previous change`}
              shortcut="["
              disabledReason={changes.length === 0 ? t`Nothing changed.` : null}
              onClick={() => move(-1)}
            />
            <IconButton
              icon={ChevronDown}
              size="sm"
              label={t`Next change`}
              shortcut="]"
              disabledReason={changes.length === 0 ? t`Nothing changed.` : null}
              onClick={() => move(1)}
            />
          </div>
        </header>
        <div className="px-3 pt-1.5">
          <Tabs
            id="diff"
            label={t`How changes are shown`}
            tabs={[
              { value: 'changes', label: t`Changes` },
              { value: 'json', label: t`JSON` },
            ]}
            value={tab}
            onChange={setTab}
          />
        </div>
        <div
          role="tabpanel"
          id={`diff-panel-${tab}`}
          aria-labelledby={`diff-tab-${tab}`}
          className="flex-1 p-3 xl:scroller xl:min-h-0"
        >
          {tab === 'json' ? (
            <JsonView label={t`Difference as JSON`} value={difference} />
          ) : (
            <>
              {changes.length === 0 && (
                <p className="flex items-center gap-2 text-13 text-fg-2">
                  <CircleCheck aria-hidden="true" className="size-4 text-success" />
                  <Trans>A run would notice no difference.</Trans>
                </p>
              )}
              <ul ref={list} className="flex flex-col gap-1.5">
                {changes.map((change, index) => (
                  <ChangeLine
                    key={change.id}
                    change={change}
                    older={older}
                    newer={newer}
                    current={index === place}
                    onOpen={() => setWanted(index)}
                  />
                ))}
              </ul>
              {onlyMoved > 0 && (
                <div className="pt-3">
                  <Switch label={t`Show what only moved (${onlyMoved})`} checked={moved} onChange={setMoved} />
                </div>
              )}
            </>
          )}
        </div>
      </section>
    </div>
  );
}

interface LineProps {
  change: Change;
  older: Graph;
  newer: Graph;
  current: boolean;
  onOpen: () => void;
}

function ChangeLine({ change, older, newer, current, onOpen }: LineProps) {
  const { t } = useLingui();
  const name = (id: string | null) => {
    const node = newer.nodes.find((one) => one.id === id) ?? older.nodes.find((one) => one.id === id);
    return node ? nodeTitle(node) : id;
  };
  const exit = (id: string, handle: string) => {
    const node = newer.nodes.find((one) => one.id === id) ?? older.nodes.find((one) => one.id === id);
    return node ? exitLabel(node, handle) : handleLabel(handle);
  };
  const look = {
    added: { icon: Plus, tone: 'text-success', words: t`added` },
    removed: { icon: Minus, tone: 'text-danger', words: t`removed` },
    changed: { icon: Diff, tone: 'text-warning', words: t`changed` },
    moved: { icon: Move, tone: 'text-fg-3', words: t`moved` },
    edge: { icon: Spline, tone: 'text-accent-text', words: t`leads elsewhere` },
    settings: { icon: Settings2, tone: 'text-warning', words: t`changed` },
  }[change.kind === 'node' ? change.is : change.kind];
  const Icon = look.icon;
  return (
    <li>
      <button
        type="button"
        aria-current={current}
        onClick={onOpen}
        className={clsx(
          'flex w-full flex-col gap-1 rounded-control border px-2.5 py-1.5 text-start text-13',
          current ? 'border-accent bg-selected' : 'border-line hover:bg-hover',
        )}
      >
        <span className="flex items-center gap-1.5">
          <Icon aria-hidden="true" className={clsx('size-3.5 shrink-0', look.tone)} strokeWidth={2.25} />
          <bdi className="min-w-0 truncate font-medium">
            {change.kind === 'node' && name(change.node)}
            {change.kind === 'edge' && `${name(change.edge.from)} · ${exit(change.edge.from, change.edge.handle)}`}
            {change.kind === 'settings' && fieldName(change.field.pointer)}
          </bdi>
          <span className="shrink-0 text-12 text-fg-3">{look.words}</span>
        </span>
        {change.kind === 'edge' && <OldNew before={name(change.edge.before)} after={name(change.edge.after)} />}
        {change.kind === 'settings' && <OldNew before={change.field.before} after={change.field.after} />}
        {change.kind === 'node' &&
          change.is === 'changed' &&
          change.fields.map(({ pointer, before, after }) => (
            <span key={pointer} className="flex flex-col">
              <span className="text-12 text-fg-3">{fieldName(pointer)}</span>
              <OldNew before={before} after={after} />
            </span>
          ))}
      </button>
    </li>
  );
}

function OldNew({ before, after }: { before: Json | false; after: Json | false }) {
  const { t } = useLingui();
  return (
    <span dir="auto" className="flex flex-col gap-0.5 break-words text-12">
      <del className="rounded-badge bg-danger-soft px-1 text-danger">{shown(before, t`nothing`)}</del>
      <ins className="rounded-badge bg-success-soft px-1 text-success no-underline">{shown(after, t`nothing`)}</ins>
    </span>
  );
}

const MOST = 600;

function shown(value: Json | false, nothing: string): string {
  if (value === null || value === '') return nothing;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function useWalk(move: (by: number) => void): void {
  const { t } = useLingui();
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  });
  const commands = useMemo(
    (): Command[] => [
      { id: 'next-change', label: t`Next change`, scope: 'global', keys: [']'], run: () => latest.current(1) },
      { id: 'previous-change', label: t`Previous change`, scope: 'global', keys: ['['], run: () => latest.current(-1) },
    ],
    [t],
  );
  useCommands(commands);
}
