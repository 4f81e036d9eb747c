// How the editor is laid out: palette, canvas or outline, and one panel at the end side; on phones the panel is a sheet.

import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { FlowView } from '~/api/flows';
import { loadNumber, save } from '~/lib/storage';
import { useMedia } from '~/lib/use-media';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { SplitHandle } from '~/ui/split-handle';
import { clearOverlay, type OverlayStore } from '../canvas/overlay';
import { Inspector } from '../inspector/inspector';
import { Outline } from '../outline/outline';
import { Chooser } from './chooser';
import { ColleagueNote } from './colleague-note';
import { ConflictDialog } from './conflict-dialog';
import { EditorHeader } from './editor-header';
import { EditorKeys } from './editor-keys';
import { FlowCanvas } from './flow-canvas';
import { FlowPanel } from './flow-panel';
import { Palette } from './palette';
import { ProblemsPanel } from './problems-panel';
import { PublishDialog } from './publish-dialog';
import { selectedNode, useEditor } from './store';
import { type UiState, useUi, useUiStore } from './ui';
import { useActions } from './use-actions';
import { useEditorKeys } from './use-editor-keys';

const TestPanel = lazy(() => import('../test/test-panel'));
const FiguresPanel = lazy(() => import('./figures-panel'));

interface EditorProps {
  flow: FlowView;
  overlay: OverlayStore;
  view: 'canvas' | 'outline' | undefined;
  onView: (view: 'canvas' | 'outline') => void;
}

export function Editor({ flow, overlay, view, onView }: EditorProps) {
  const wide = useMedia('(min-width: 48rem)');
  const shown = view ?? (wide ? 'canvas' : 'outline');
  const toggle = useCallback(() => onView(shown === 'canvas' ? 'outline' : 'canvas'), [onView, shown]);
  const commands = useEditorKeys(toggle);
  const editable = useEditor((state) => state.editable);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <EditorHeader flow={flow} view={shown} onView={onView} />
      <ColleagueNote flow={flow} />
      <div className="flex min-h-0 flex-1">
        {editable && wide && shown === 'canvas' && <Palette />}
        <div className="min-h-0 min-w-0 flex-1">{shown === 'canvas' ? <FlowCanvas /> : <Outline />}</div>
        <Side flow={flow} overlay={overlay} wide={wide} />
      </div>
      <Chooser />
      <PublishDialog flow={flow} />
      <ConflictDialog flow={flow.id} />
      <EditorKeys commands={commands} />
    </div>
  );
}

/** The panel at the end: what was asked for, else the selected step. */
function Side({ flow, overlay, wide }: { flow: FlowView; overlay: OverlayStore; wide: boolean }) {
  const { t } = useLingui();
  const ui = useUiStore();
  const panel = useUi((state) => state.panel);
  const node = useEditor(selectedNode);
  const select = useEditor((state) => state.select);
  const [width, setWidth] = useState(() => loadNumber('flow-inspector', 376));
  const close = () => (panel === 'none' ? select([]) : ui.setState({ panel: 'none' }));
  useEffect(() => {
    if (panel !== 'test' && panel !== 'figures') clearOverlay(overlay);
  }, [panel, overlay]);

  const content =
    panel === 'problems' ? (
      <ProblemsPanel />
    ) : panel === 'flow' ? (
      <FlowPanel />
    ) : panel === 'test' ? (
      <Test flow={flow} overlay={overlay} />
    ) : panel === 'figures' ? (
      <Figures flow={flow} overlay={overlay} />
    ) : node ? (
      <Inspector key={node.id} flow={flow.id} node={node} />
    ) : null;
  // A step that is chosen while the problems are open is shown beside them.
  const beside =
    wide && panel !== 'none' && panel !== 'flow' && node ? (
      <Inspector key={node.id} flow={flow.id} node={node} />
    ) : null;
  if (!content) return null;
  if (!wide)
    return (
      <Dialog open onClose={close} placement="end" title={node && panel === 'none' ? t`Step` : flow.name}>
        <div className="-mx-4 -mb-4 flex min-h-0 flex-1 flex-col">{content}</div>
      </Dialog>
    );
  return (
    <>
      {beside && (
        <aside
          aria-label={t`Settings of the step`}
          className="flex w-90 shrink-0 flex-col border-line border-s bg-surface max-xl:hidden"
        >
          {beside}
        </aside>
      )}
      <SplitHandle
        label={t`Width of the panel`}
        value={width}
        min={320}
        max={560}
        pane="end"
        onChange={(next) => {
          setWidth(next);
          save('flow-inspector', next);
        }}
      />
      <aside
        aria-label={panel === 'none' ? t`Settings of the step` : t`Panel`}
        style={{ width: panel === 'test' ? Math.max(400, width) : width }}
        className="flex min-h-0 shrink-0 flex-col bg-surface"
      >
        {content}
      </aside>
    </>
  );
}

function Test({ flow, overlay }: { flow: FlowView; overlay: OverlayStore }) {
  const ui = useUiStore();
  const actions = useActions();
  const graph = useEditor((state) => state.graph);
  const select = useEditor((state) => state.select);
  const selected = useEditor((state) => selectedNode(state)?.id ?? null);
  const keepTried = useCallback((tried: UiState['tried']) => ui.setState({ tried }), [ui]);
  return (
    <Suspense fallback={<Skeleton className="m-3 flex-1" />}>
      <TestPanel
        flow={flow.id}
        graph={graph}
        selected={selected}
        overlay={overlay}
        onShowNode={(node) => {
          select([node]);
          actions.show(node, true);
        }}
        onClose={() => ui.setState({ panel: 'none' })}
        onSteps={keepTried}
      />
    </Suspense>
  );
}

/** The canvas shows the figures as long as the panel is open. */
function Figures({ flow, overlay }: { flow: FlowView; overlay: OverlayStore }) {
  const ui = useUiStore();
  const actions = useActions();
  const select = useEditor((state) => state.select);
  return (
    <Suspense fallback={<Skeleton className="m-3 flex-1" />}>
      <FiguresPanel
        flow={flow.id}
        overlay={overlay}
        onShowNode={(node) => {
          select([node]);
          actions.show(node, true);
        }}
        onClose={() => ui.setState({ panel: 'none' })}
      />
    </Suspense>
  );
}
