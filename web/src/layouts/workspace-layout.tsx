// The frame of every workspace page: rail, connection bar, live connection, keys.
import { useLingui } from '@lingui/react/macro';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { toggleTheme } from '~/lib/preferences';
import { save } from '~/lib/storage';
import { useIdleFlag, whenIdle } from '~/lib/use-idle-flag';
import { useConnection } from '~/realtime/connection';
import { connect } from '~/realtime/line';
import { undoLast } from '~/ui/toast';
import { type Command, useCommandKeys, useCommands } from './commands';
import { ConnectionBar } from './connection-bar';
import { fetchAhead } from './fetch-ahead';
import { Rail } from './rail';
import { useFocusHeading } from './use-focus-heading';

const ChannelBanner = lazy(() => import('./channel-banner'));
const ScheduledFailures = lazy(() => import('./scheduled-failures'));
const CommandMenu = lazy(() => import('./command-menu'));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet'));

export function WorkspaceLayout() {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const [sheet, setSheet] = useState<'never' | 'open' | 'closed'>('never');
  const [menu, setMenu] = useState<'never' | 'open' | 'closed'>('never');
  const idle = useIdleFlag();
  useLiveConnection(id, workspace.event_seq);
  useUnsentMessages();
  useGlobalCommands({ openSheet: () => setSheet('open'), openMenu: () => setMenu('open') });
  useCommandKeys();
  useFocusHeading();
  useEffect(() => fetchAhead(), []);
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-control bg-accent px-3 py-2 text-accent-fg focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50"
      >
        {t`Skip to content`}
      </a>
      <ConnectionBar />
      {idle && (
        <Suspense fallback={null}>
          <ChannelBanner />
          <ScheduledFailures />
        </Suspense>
      )}
      <div className="flex min-h-0 flex-1 flex-col-reverse md:flex-row">
        <Rail onMenu={() => setMenu('open')} onShortcuts={() => setSheet('open')} />
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      {menu !== 'never' && (
        <Suspense fallback={null}>
          <CommandMenu open={menu === 'open'} onClose={() => setMenu('closed')} />
        </Suspense>
      )}
      {sheet !== 'never' && (
        <Suspense fallback={null}>
          <ShortcutsSheet open={sheet === 'open'} onClose={() => setSheet('closed')} />
        </Suspense>
      )}
    </div>
  );
}

/** Connects after the first paint, and again when the workspace changes. */
function useLiveConnection(workspace: string, eventSeq: number): void {
  const [after] = useState(eventSeq);
  useEffect(() => {
    save('last-workspace', workspace);
    let hangUp = () => {};
    const cancel = whenIdle(() => {
      hangUp = connect(workspace, after);
    });
    return () => {
      cancel();
      hangUp();
    };
  }, [workspace, after]);
}

/** What could not be sent goes out as soon as the server is back, wherever in the console its writer is. Not needed at first paint. */
function useUnsentMessages(): void {
  const { id: workspace, user } = useWorkspace();
  const { state } = useConnection();
  const online = state === 'online' || state === 'back';
  useEffect(() => {
    let stop = () => {};
    const cancel = whenIdle(
      () =>
        void import('~/api/unsent').then(({ watchTray }) => {
          stop = watchTray({ workspace, user: user.id });
        }),
    );
    return () => {
      cancel();
      stop();
    };
  }, [workspace, user.id]);
  useEffect(() => {
    if (online) void import('~/api/unsent').then(({ deliver }) => deliver({ workspace, user: user.id }));
  }, [online, workspace, user.id]);
}

function useGlobalCommands(sheets: { openSheet: () => void; openMenu: () => void }): void {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const router = useRouter();
  // Who asks for the search types at once: it must be there.
  useEffect(
    () => whenIdle(() => void router.preloadRoute({ to: '/w/$ws/search', params: { ws: id }, search: {} })),
    [router, id],
  );
  const [{ openSheet, openMenu }] = useState(() => sheets);
  const mayReadEvents = can.has('webhook_events:read');
  const mayReadAudit = can.has('audit:read');
  const mayReadTemplates = can.has('templates:read');
  const mayReadForms = can.has('wa_flows:read');
  const mayAnalyse = can.has('analytics:read');
  const commands = useMemo(
    (): Command[] => [
      { id: 'menu', label: t`Command menu`, scope: 'global', keys: ['$mod+k'], run: openMenu, whileTyping: true },
      { id: 'shortcuts', label: t`Keyboard shortcuts`, scope: 'global', keys: ['Shift+?', '?'], run: openSheet },
      { id: 'theme', label: t`Light or dark`, scope: 'global', keys: ['$mod+\\'], run: toggleTheme, whileTyping: true },
      { id: 'undo', label: t`Undo`, scope: 'global', keys: ['z'], run: undoLast },
      {
        id: 'go-inbox',
        label: t`Go to inbox`,
        scope: 'global',
        keys: ['g i'],
        run: () => navigate({ to: '/w/$ws/inbox', params: { ws: id } }),
      },
      {
        id: 'go-contacts',
        label: t`Go to contacts`,
        scope: 'global',
        keys: ['g c'],
        run: () => navigate({ to: '/w/$ws/contacts', params: { ws: id } }),
      },
      {
        id: 'go-flows',
        label: t`Go to flows`,
        scope: 'global',
        keys: ['g a'],
        run: () => navigate({ to: '/w/$ws/flows', params: { ws: id } }),
      },
      {
        id: 'go-search',
        label: t`Search messages`,
        scope: 'global',
        keys: ['g f'],
        run: () => navigate({ to: '/w/$ws/search', params: { ws: id }, search: {} }),
      },
      {
        id: 'go-scheduled',
        label: t`Go to scheduled messages`,
        scope: 'global',
        keys: ['g m'],
        run: () => navigate({ to: '/w/$ws/scheduled', params: { ws: id } }),
      },
      {
        id: 'go-simulator',
        label: t`Go to the simulator`,
        scope: 'global',
        keys: ['g s'],
        run: () => navigate({ to: '/w/$ws/simulator', params: { ws: id } }),
      },
      ...(mayReadTemplates
        ? [
            {
              id: 'go-templates',
              label: t`Go to templates`,
              scope: 'global' as const,
              keys: ['g t'] as const,
              run: () => navigate({ to: '/w/$ws/templates', params: { ws: id } }),
            },
          ]
        : []),
      ...(mayReadForms
        ? [
            {
              id: 'go-wa-flows',
              label: t`Go to WhatsApp Flows`,
              scope: 'global' as const,
              keys: ['g w'] as const,
              run: () => navigate({ to: '/w/$ws/wa-flows', params: { ws: id } }),
            },
          ]
        : []),
      ...(mayAnalyse
        ? [
            {
              id: 'go-analytics',
              label: t`Go to analytics`,
              scope: 'global' as const,
              keys: ['g n'] as const,
              run: () => navigate({ to: '/w/$ws/analytics', params: { ws: id } }),
            },
          ]
        : []),
      ...(mayReadEvents
        ? [
            {
              id: 'go-events',
              label: t`Go to webhook events`,
              scope: 'global' as const,
              keys: ['g e'] as const,
              run: () => navigate({ to: '/w/$ws/webhook-events', params: { ws: id } }),
            },
          ]
        : []),
      ...(mayReadAudit
        ? [
            {
              id: 'go-audit',
              label: t`Go to the audit log`,
              scope: 'global' as const,
              keys: ['g l'] as const,
              run: () => navigate({ to: '/w/$ws/audit', params: { ws: id } }),
            },
          ]
        : []),
      {
        id: 'go-settings',
        label: t`Go to settings`,
        scope: 'global',
        keys: ['g ,'],
        run: () => navigate({ to: '/w/$ws/settings', params: { ws: id } }),
      },
    ],
    [t, id, navigate, openSheet, openMenu, mayReadTemplates, mayReadForms, mayAnalyse, mayReadEvents, mayReadAudit],
  );
  useCommands(commands);
}
