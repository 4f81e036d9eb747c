// The flow as a list of steps in the order a run takes them: everything the canvas can do, without dragging.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { CircleAlert, CornerDownRight, Ellipsis, Plus, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { useCounts } from '../builder/counts';
import { dissolve, lineOf, removeParts } from '../builder/edits';
import { type OutlineRow, outline } from '../builder/order';
import { useEditor, useEditorStore } from '../builder/store';
import { useUiStore } from '../builder/ui';
import { useActions } from '../builder/use-actions';
import { isDrawnOnly, kindTitle } from '../canvas/catalog';
import { exitLabel, isFailure, outputsOf } from '../canvas/exits';
import { accessibleName, nodeTitle } from '../canvas/names';
import { KindTile } from '../canvas/step-node';
import { plainSummary, summaryOf } from '../canvas/summary';

export function Outline() {
  const { t } = useLingui();
  const ui = useUiStore();
  const graph = useEditor((state) => state.graph);
  const editable = useEditor((state) => state.editable);
  const rows = useMemo(() => outline(graph), [graph]);
  const drawn = graph.nodes.filter((node) => isDrawnOnly(node.type));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !(event.target instanceof HTMLElement) || !event.target.matches('[data-step]')) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-step]')];
    all[all.indexOf(event.target) + step]?.focus();
  };
  return (
    <section aria-label={t`Outline`} className="scroller h-full bg-canvas">
      <div className="mx-auto flex max-w-200 flex-col gap-3 p-3 md:p-6">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; arrows go from one to the next */}
        <div onKeyDown={onKeyDown}>
          <ol className="flex flex-col gap-1.5">
            {rows.map((row, index) => (
              <Row key={`${row.node.id}${row.via?.from.id ?? ''}${row.via?.handle ?? ''}${index}`} row={row} />
            ))}
          </ol>
        </div>
        {editable && (
          <Button
            icon={Plus}
            className="self-start"
            onClick={(event) => {
              const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
              ui.setState({ choosing: { what: 'kind', at: { x, y } } });
            }}
          >
            <Trans>Add a step</Trans>
          </Button>
        )}
        {drawn.length > 0 && (
          <section className="flex flex-col gap-1.5">
            <h2 className="pt-2 font-medium text-12 text-fg-3">
              <Trans>Notes and frames</Trans>
            </h2>
            {drawn.map((node) => (
              <Row key={node.id} row={{ node, depth: 0, via: null, again: false }} />
            ))}
          </section>
        )}
      </div>
    </section>
  );
}

function Row({ row }: { row: OutlineRow }) {
  const { t } = useLingui();
  const { node, depth, via, again } = row;
  const store = useEditorStore();
  const selected = useEditor((state) => state.selection.nodes.has(node.id));
  const editable = useEditor((state) => state.editable);
  const { errors, warnings } = useCounts(node.id);
  const summary = summaryOf(node);
  const label = via && exitLabel(via.from, via.handle);
  const indent = Math.min(depth, 6) * 20;
  return (
    <li style={{ marginInlineStart: indent }} className="list-none">
      {via && label && (outputsOf(via.from).main.length > 1 || isFailure(via.handle)) && (
        <p
          className={clsx(
            'flex items-center gap-1 pt-1 pb-0.5 text-12',
            isFailure(via.handle) ? 'text-danger' : 'text-fg-3',
          )}
        >
          <CornerDownRight aria-hidden="true" className="mirror size-3.5" />
          <span>
            <bdi>{nodeTitle(via.from)}</bdi>: <bdi>{label}</bdi>
          </span>
        </p>
      )}
      <div
        className={clsx(
          'flex items-center gap-1 rounded-card border bg-surface pe-1.5 shadow-1',
          selected ? 'border-accent ring-2 ring-accent/30' : errors > 0 ? 'border-danger' : 'border-line',
          again && 'opacity-70',
        )}
      >
        <button
          type="button"
          data-step
          aria-current={selected || undefined}
          aria-label={again ? t`Back to ${nodeTitle(node)}` : accessibleName(node, errors, warnings)}
          onClick={() => store.getState().select([node.id])}
          className="ring-inside flex min-w-0 flex-1 items-center gap-3 rounded-card px-3 py-2 text-start"
        >
          <KindTile kind={node.type} />
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="flex items-baseline gap-2">
              <bdi className="truncate font-semibold text-13">{nodeTitle(node)}</bdi>
              <span className="truncate text-11 text-fg-3">{kindTitle(node.type)}</span>
            </span>
            {again ? (
              <span className="text-12 text-fg-3">
                <Trans>Listed above</Trans>
              </span>
            ) : (
              summary && (
                <span dir="auto" className={clsx('truncate text-12', summary.empty ? 'text-fg-3 italic' : 'text-fg-2')}>
                  {plainSummary(summary)}
                </span>
              )
            )}
          </span>
          {errors > 0 && <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />}
          {errors === 0 && warnings > 0 && (
            <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning" />
          )}
        </button>
        {editable && !again && <RowMenu row={row} />}
      </div>
    </li>
  );
}

function RowMenu({ row: { node, via } }: { row: OutlineRow }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const ui = useUiStore();
  const actions = useActions();
  const graph = useEditor((state) => state.graph);
  const { main, failures } = outputsOf(node);
  const at = { x: window.innerWidth / 2 - 148, y: 160 };
  const line = via && lineOf(graph, via.from.id, via.handle);
  const entries: MenuEntry[] = [
    ...[...main, ...failures].map(
      ({ handle, label }): MenuEntry => ({
        kind: 'item',
        id: `exit ${handle}`,
        label: t`“${label}” leads to…`,
        note: targetName(graph, node.id, handle),
        onSelect: () => actions.connectFrom(node.id, handle, at),
      }),
    ),
    { kind: 'separator', id: 'a' },
    ...(line
      ? [
          {
            kind: 'item',
            id: 'before',
            label: t`Put a step before it`,
            onSelect: () => ui.setState({ choosing: { what: 'kind', at, edge: line.id } }),
          } as const,
          {
            kind: 'item',
            id: 'unlink',
            label: t`Take the line to it away`,
            onSelect: () => store.getState().change((before) => removeParts(before, new Set(), new Set([line.id]))),
          } as const,
        ]
      : []),
    ...(node.type === 'start'
      ? []
      : [
          {
            kind: 'item',
            id: 'copy',
            label: t`Duplicate`,
            onSelect: () => actions.duplicate(new Set([node.id])),
          } as const,
          {
            kind: 'item',
            id: 'dissolve',
            label: t`Delete and join the ends`,
            onSelect: () => store.getState().change((before) => dissolve(before, node.id)),
          } as const,
          {
            kind: 'item',
            id: 'delete',
            label: t`Delete`,
            tone: 'danger',
            onSelect: () => actions.remove(new Set([node.id]), new Set()),
          } as const,
        ]),
  ];
  return (
    <Menu
      label={t`${nodeTitle(node)}: what can be done`}
      align="end"
      entries={entries}
      trigger={(props) => (
        <IconButton {...props} icon={Ellipsis} size="sm" label={t`${nodeTitle(node)}: what can be done`} />
      )}
    />
  );
}

function targetName(graph: Parameters<typeof lineOf>[0], from: string, handle: string): string {
  const to = lineOf(graph, from, handle)?.to;
  const node = graph.nodes.find(({ id }) => id === to);
  return node ? nodeTitle(node) : '–';
}
