// The name of a step while it is being changed on its card: Enter takes it, Esc leaves it as it was.
import { useLingui } from '@lingui/react/macro';
import type { FlowNode } from '~/api/flows-types';
import { focusAtOnce } from '~/lib/focus-at-once';
import { nodeTitle } from '../canvas/names';
import { renameNode } from './edits';
import { useEditorStore } from './store';
import { useUiStore } from './ui';

export function Rename({ node }: { node: FlowNode }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const ui = useUiStore();
  const finish = (typed: string | null) => {
    if (ui.getState().renaming !== node.id) return;
    ui.setState({ renaming: null });
    if (typed !== null && typed.trim() !== '' && typed !== nodeTitle(node))
      store.getState().change((graph) => renameNode(graph, node.id, typed));
  };
  return (
    <input
      ref={(input) => {
        focusAtOnce(input);
        input?.select();
      }}
      aria-label={t`Name of the step`}
      defaultValue={nodeTitle(node)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
      onBlur={(event) => finish(event.currentTarget.value)}
      className="nodrag -mx-1 h-5 w-full rounded-badge border border-accent bg-surface px-1 font-semibold text-[13px] outline-none"
    />
  );
}
