// Where each exit of a step leads: drawn as a list, so that lines can be made and taken away without dragging.
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, ChevronRight, Plus, X } from 'lucide-react';
import { type MouseEvent, useState } from 'react';
import type { FlowNode } from '~/api/flows-types';
import { IconButton } from '~/ui/icon-button';
import { lineOf, nodeOf, removeParts } from '../builder/edits';
import { useEditor, useEditorStore } from '../builder/store';
import { useUiStore } from '../builder/ui';
import { useActions } from '../builder/use-actions';
import { type Output, outputsOf } from '../canvas/exits';
import { nodeTitle } from '../canvas/names';
import { KindTile } from '../canvas/step-node';

export function ExitsSection({ node }: { node: FlowNode }) {
  const graph = useEditor((state) => state.graph);
  const { main, failures } = outputsOf(node);
  const wired = failures.filter(({ handle }) => lineOf(graph, node.id, handle));
  const [all, setAll] = useState(false);
  if (main.length + failures.length === 0) return null;
  const shown = all ? failures : wired;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-12 text-fg-2">
        <Trans>Leads to</Trans>
      </h3>
      <ul className="flex flex-col gap-1">
        {main.map((exit) => (
          <ExitRow key={exit.handle} node={node} exit={exit} />
        ))}
        {shown.map((exit) => (
          <ExitRow key={exit.handle} node={node} exit={exit} failure />
        ))}
      </ul>
      {failures.length > wired.length && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="touch-target -ms-1 flex items-center gap-1 self-start rounded-control px-1 py-0.5 font-medium text-12 text-fg-3 hover:text-fg"
        >
          <ChevronRight aria-hidden="true" className={`size-3.5 ${all ? 'rotate-90' : 'mirror'}`} />
          <Trans>When something fails</Trans>
        </button>
      )}
    </section>
  );
}

function ExitRow({ node, exit, failure }: { node: FlowNode; exit: Output; failure?: boolean }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const ui = useUiStore();
  const actions = useActions();
  const editable = useEditor((state) => state.editable);
  const line = useEditor((state) => lineOf(state.graph, node.id, exit.handle));
  const target = useEditor((state) => (line ? nodeOf(state.graph, line.to) : undefined));
  const choose = (event: MouseEvent) => {
    const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
    ui.setState({ choosing: { what: 'target', at: { x, y }, from: { node: node.id, handle: exit.handle } } });
  };
  return (
    <li
      data-field={`handle:${exit.handle}`}
      className="flex min-h-8.5 items-center gap-1.5 rounded-control bg-sunken/60 ps-2.5 pe-1"
    >
      <span
        dir="auto"
        title={exit.help}
        className={`min-w-0 flex-1 truncate text-12 ${failure ? 'text-danger' : 'text-fg-2'}`}
      >
        {exit.label}
      </span>
      <ArrowRight aria-hidden="true" className="mirror size-3.5 shrink-0 text-fg-3" />
      {target && line ? (
        <>
          <button
            type="button"
            onClick={() => {
              store.getState().select([target.id]);
              actions.show(target.id);
            }}
            className="flex min-w-0 max-w-[55%] items-center gap-1.5 rounded-control px-1 py-0.5 hover:bg-hover"
          >
            <KindTile kind={target.type} size="sm" />
            <bdi className="truncate text-12">{nodeTitle(target)}</bdi>
          </button>
          {editable && (
            <IconButton
              icon={X}
              size="sm"
              label={t`Take the line of “${exit.label}” away`}
              onClick={() => store.getState().change((graph) => removeParts(graph, new Set(), new Set([line.id])))}
            />
          )}
        </>
      ) : (
        <button
          type="button"
          disabled={!editable}
          aria-label={t`“${exit.label}” leads to…`}
          onClick={choose}
          className={`flex h-7 items-center gap-1 rounded-control px-1.5 text-12 hover:bg-hover ${
            exit.required ? 'text-danger' : 'text-fg-3'
          }`}
        >
          <Plus aria-hidden="true" className="size-3.5" />
          <Trans>Choose</Trans>
        </button>
      )}
    </li>
  );
}
