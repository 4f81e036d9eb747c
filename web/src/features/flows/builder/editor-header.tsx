// The bar above the canvas: which flow, in which state, whether it is saved, and what can be done with it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import {
  ArrowLeft,
  ChartColumn,
  CircleAlert,
  CircleCheck,
  Ellipsis,
  FlaskConical,
  ListTree,
  Redo2,
  Rocket,
  TriangleAlert,
  Undo2,
  Wand,
  Workflow,
} from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowView, flows } from '~/api/flows';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { FlowName } from './flow-name';
import { SaveNote } from './save-note';
import { useEditor } from './store';
import { useUi, useUiStore } from './ui';
import { useActions } from './use-actions';

interface HeaderProps {
  flow: FlowView;
  view: 'canvas' | 'outline';
  onView: (view: 'canvas' | 'outline') => void;
}

export function EditorHeader({ flow, view, onView }: HeaderProps) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const router = useRouter();
  const ui = useUiStore();
  const actions = useActions();
  const mayUndo = useEditor((state) => state.past.length > 0);
  const mayRedo = useEditor((state) => state.future.length > 0);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  const editable = useEditor((state) => state.editable);
  const panel = useUi((state) => state.panel);
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-3 py-2 md:flex-nowrap">
      <IconButton
        icon={ArrowLeft}
        label={t`All flows`}
        directional
        onClick={() => router.history.push(`/w/${ws}/flows`)}
      />
      <div className="flex min-w-0 flex-1 items-center gap-2">
        <FlowName flow={flow} />
        <StateBadges flow={flow} />
        <SaveNote />
      </div>
      <div className="flex items-center gap-0.5">
        <Issues />
        <IconButton
          icon={Undo2}
          label={t`Undo`}
          shortcut="Mod+Z"
          onClick={undo}
          disabledReason={mayUndo ? null : t`Nothing to undo`}
          directional
        />
        <IconButton
          icon={Redo2}
          label={t`Redo`}
          shortcut="Mod+Shift+Z"
          onClick={redo}
          disabledReason={mayRedo ? null : t`Nothing to redo`}
          directional
        />
        {editable && view === 'canvas' && (
          <IconButton
            icon={Wand}
            label={t`Tidy up`}
            shortcut="Shift+T"
            onClick={() => actions.tidy()}
            className="max-md:hidden"
          />
        )}
        <IconButton
          icon={ChartColumn}
          label={t`Figures`}
          pressed={panel === 'figures'}
          onClick={() => ui.setState({ panel: panel === 'figures' ? 'none' : 'figures' })}
          className="max-md:hidden"
        />
        <IconButton
          icon={view === 'canvas' ? ListTree : Workflow}
          label={view === 'canvas' ? t`Outline` : t`Canvas`}
          shortcut="O"
          onClick={() => onView(view === 'canvas' ? 'outline' : 'canvas')}
        />
        <More flow={flow} />
      </div>
      <div className="flex items-center gap-2">
        <Button
          icon={FlaskConical}
          aria-pressed={panel === 'test'}
          onClick={() => ui.setState({ panel: panel === 'test' ? 'none' : 'test' })}
          className="aria-pressed:border-accent aria-pressed:text-accent-text"
        >
          <Trans>Test</Trans>
        </Button>
        <Button
          variant="primary"
          icon={Rocket}
          disabledReason={can.permission('flows:manage')}
          onClick={() => ui.setState({ dialog: 'publish' })}
        >
          <Trans>Publish</Trans>
        </Button>
      </div>
    </header>
  );
}

function StateBadges({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const live = flow.live_version?.number;
  return (
    <span className="flex shrink-0 items-center gap-1 max-lg:hidden">
      {flow.state === 'live' && live !== undefined && <Badge tone="success">{t`Live v${live}`}</Badge>}
      {flow.state === 'off' && live !== undefined && <Badge tone="warning">{t`Off v${live}`}</Badge>}
      {(flow.has_changes || live === undefined) && <Badge tone="neutral">{t`Draft`}</Badge>}
    </span>
  );
}

function Issues() {
  const { t } = useLingui();
  const ui = useUiStore();
  const panel = useUi((state) => state.panel);
  const errors = useEditor((state) => state.findings.filter(({ severity }) => severity === 'error').length);
  const warnings = useEditor((state) => state.findings.filter(({ severity }) => severity === 'warning').length);
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck;
  const tone = errors > 0 ? 'text-danger' : warnings > 0 ? 'text-warning' : 'text-success';
  const words = errors > 0 ? t`${errors} errors` : warnings > 0 ? t`${warnings} warnings` : t`No problems`;
  return (
    <button
      type="button"
      aria-label={t`Problems: ${errors} errors, ${warnings} warnings`}
      aria-pressed={panel === 'problems'}
      data-tooltip={words}
      onClick={() => ui.setState({ panel: panel === 'problems' ? 'none' : 'problems' })}
      className={`touch-target flex h-8 items-center gap-1.5 rounded-control px-2 font-medium text-13 hover:bg-hover aria-pressed:bg-hover ${tone}`}
    >
      <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      {errors + warnings > 0 && <span className="tabular-nums">{errors + warnings}</span>}
    </button>
  );
}

function More({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const ui = useUiStore();
  const actions = useActions();
  const turn = useMutation(flows.turn(ws));
  const refused = can.permission('flows:manage');
  const on = flow.state !== 'live';
  const entries: MenuEntry[] = [
    { kind: 'item', id: 'settings', label: t`Variables and settings`, onSelect: () => ui.setState({ panel: 'flow' }) },
    { kind: 'item', id: 'figures', label: t`Figures`, onSelect: () => ui.setState({ panel: 'figures' }) },
    { kind: 'item', id: 'find', label: t`Find a step`, shortcut: 'F', onSelect: () => actions.find() },
    {
      kind: 'item',
      id: 'tidy',
      label: t`Tidy up`,
      shortcut: 'Shift+T',
      disabledReason: refused,
      onSelect: () => actions.tidy(),
    },
    { kind: 'item', id: 'fit', label: t`Show everything`, shortcut: 'Shift+1', onSelect: () => actions.fit() },
    { kind: 'item', id: 'keys', label: t`Keys of the editor`, onSelect: () => ui.setState({ dialog: 'keys' }) },
    { kind: 'separator', id: 'line' },
    {
      kind: 'item',
      id: 'turn',
      label: on ? t`Turn on` : t`Turn off`,
      disabledReason: refused ?? (flow.live_version ? null : t`Publish it first.`),
      onSelect: () =>
        turn.mutate(
          { flow: flow.id, on },
          {
            onSuccess: () =>
              toast({ tone: 'success', title: on ? t`The flow is live` : t`The flow starts no more runs` }),
            onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
          },
        ),
    },
  ];
  return (
    <Menu
      label={t`More`}
      align="end"
      entries={entries}
      trigger={(props) => <IconButton {...props} icon={Ellipsis} label={t`More`} />}
    />
  );
}
