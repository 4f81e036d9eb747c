// The menu that is open at the pointer, for whatever is being chosen.
import { useLingui } from '@lingui/react/macro';
import type { FlowNode } from '~/api/flows-types';
import { isDrawnOnly, nodeCatalog } from '../canvas/catalog';
import { outputsOf } from '../canvas/exits';
import { nodeTitle } from '../canvas/names';
import { KindTile } from '../canvas/step-node';
import { plainSummary, summaryOf } from '../canvas/summary';
import { nodeOf } from './edits';
import { outline } from './order';
import { type Pick, QuickPick } from './quick-pick';
import { useEditor } from './store';
import { NEW_STEP, useUi, useUiStore } from './ui';
import { useActions } from './use-actions';
import { useGroupName } from './use-group-name';

export function Chooser() {
  const { t } = useLingui();
  const choosing = useUi((ui) => ui.choosing);
  const ui = useUiStore();
  const actions = useActions();
  const options = useOptions();
  if (!choosing) return null;
  const close = () => ui.setState({ choosing: null });
  const label = {
    kind: t`Add a step`,
    target: t`Where does it lead?`,
    exit: t`Which exit?`,
    step: t`Find a step`,
  }[choosing.what];
  return (
    <QuickPick
      key={`${choosing.what}${choosing.at.x}`}
      label={label}
      at={choosing.at}
      options={options}
      onClose={close}
      onPick={(id) => {
        close();
        actions.chosen(choosing, id);
      }}
    />
  );
}

function useOptions(): readonly Pick[] {
  const { t } = useLingui();
  const choosing = useUi((ui) => ui.choosing);
  const graph = useEditor((state) => state.graph);
  const kinds = useKinds();
  if (!choosing) return [];
  switch (choosing.what) {
    case 'kind':
      return choosing.from || choosing.edge ? kinds.filter(({ id }) => !isDrawnOnly(id)) : kinds;
    case 'exit': {
      const node = nodeOf(graph, choosing.node);
      if (!node) return [];
      const { main, failures } = outputsOf(node);
      return [...main, ...failures].map(({ handle, label, help }) => ({ id: handle, label, note: help }));
    }
    case 'target':
    case 'step': {
      const rows = outline(graph).filter(({ again }) => !again);
      const steps = rows.map(({ node }) => ({
        id: node.id,
        label: nodeTitle(node),
        note: noteOf(node),
        words: `${node.type} ${node.name} ${node.id}`,
        icon: <KindTile kind={node.type} size="sm" />,
        type: node.type,
      }));
      return choosing.what === 'step'
        ? steps
        : [{ id: NEW_STEP, label: t`New step…` }, ...steps.filter(({ type }) => type !== 'start')];
    }
  }
}

/** All kinds, group by group. */
export function useKinds(): readonly Pick[] {
  const groupName = useGroupName();
  return groupName.order.flatMap((group) =>
    nodeCatalog
      .filter((entry) => entry.group === group && entry.kind !== 'start')
      .map((entry) => ({
        id: entry.kind,
        label: entry.title,
        note: entry.help.split(/\.(?:\s|$)/)[0],
        words: entry.kind,
        group: groupName.of(group),
        icon: <KindTile kind={entry.kind} size="sm" />,
      })),
  );
}

function noteOf(node: FlowNode): string | undefined {
  const summary = summaryOf(node);
  return summary ? plainSummary(summary) : undefined;
}
