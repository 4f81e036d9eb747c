// The way around a workspace: a rail at the side on desktops, a bar of five at the bottom on phones.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import {
  ChartNoAxesColumn,
  ClipboardList,
  Contact,
  Ellipsis,
  Inbox,
  LayoutTemplate,
  type LucideIcon,
  ScrollText,
  Settings,
  Smartphone,
  SquareFunction,
  Webhook,
  Workflow,
} from 'lucide-react';
import { lazy, Suspense } from 'react';
import { account } from '~/api/account';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { CountBadge } from '~/ui/badge';
import { Menu } from '~/ui/menu';
import { AvatarMenu } from './avatar-menu';
import { ConnectionDot } from './connection-bar';
import { WorkspaceSwitcher } from './workspace-switcher';

const Bell = lazy(() => import('./bell'));

interface Place {
  to:
    | '/w/$ws/inbox'
    | '/w/$ws/contacts'
    | '/w/$ws/flows'
    | '/w/$ws/templates'
    | '/w/$ws/wa-flows'
    | '/w/$ws/functions'
    | '/w/$ws/simulator'
    | '/w/$ws/webhook-events'
    | '/w/$ws/analytics'
    | '/w/$ws/audit'
    | '/w/$ws/settings';
  label: string;
  icon: LucideIcon;
  count?: number | undefined;
}

interface RailProps {
  onMenu: () => void;
  onShortcuts: () => void;
}

export function Rail({ onMenu, onShortcuts }: RailProps) {
  const { t } = useLingui();
  const { main, aside } = usePlaces();
  return (
    <>
      <nav
        aria-label={t`Main`}
        className="hidden w-(--rail) shrink-0 flex-col items-center gap-1 border-line border-e bg-sunken py-2 md:flex"
      >
        <WorkspaceSwitcher />
        <div className="mt-2 flex flex-1 flex-col items-center gap-1">
          {[...main, ...aside.slice(0, -1)].map((place) => (
            <RailLink key={place.to} {...place} />
          ))}
        </div>
        {aside.slice(-1).map((place) => (
          <RailLink key={place.to} {...place} />
        ))}
        <ConnectionDot />
        <Suspense fallback={<span className="size-10" />}>
          <Bell />
        </Suspense>
        <AvatarMenu onMenu={onMenu} onShortcuts={onShortcuts} />
      </nav>
      <BottomBar main={main} aside={aside} onMenu={onMenu} onShortcuts={onShortcuts} />
    </>
  );
}

/** What this member may open; what is not for them is not shown. Settings come last. */
function usePlaces(): { main: Place[]; aside: Place[] } {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const counts = useQuery(conversations.counts(id));
  const system = useQuery(account.system());
  const main: Place[] = [
    { to: '/w/$ws/inbox', label: t`Inbox`, icon: Inbox, count: counts.data?.needs_reply },
    { to: '/w/$ws/contacts', label: t`Contacts`, icon: Contact },
    { to: '/w/$ws/flows', label: t`Flows`, icon: Workflow },
  ];
  if (system.data?.simulator_enabled && can.has('simulator:use')) {
    main.push({ to: '/w/$ws/simulator', label: t`Simulator`, icon: Smartphone });
  }
  const aside: Place[] = [];
  if (can.has('templates:read')) aside.push({ to: '/w/$ws/templates', label: t`Templates`, icon: LayoutTemplate });
  if (can.has('wa_flows:read')) aside.push({ to: '/w/$ws/wa-flows', label: t`WhatsApp Flows`, icon: ClipboardList });
  if (can.has('functions:manage')) aside.push({ to: '/w/$ws/functions', label: t`Functions`, icon: SquareFunction });
  if (can.has('webhook_events:read'))
    aside.push({ to: '/w/$ws/webhook-events', label: t`Webhook events`, icon: Webhook });
  if (can.has('analytics:read')) aside.push({ to: '/w/$ws/analytics', label: t`Analytics`, icon: ChartNoAxesColumn });
  if (can.has('audit:read')) aside.push({ to: '/w/$ws/audit', label: t`Audit log`, icon: ScrollText });
  aside.push({ to: '/w/$ws/settings', label: t`Settings`, icon: Settings });
  return { main, aside };
}

function RailLink({ to, label, icon: Icon, count = 0 }: Place) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  return (
    <Link
      to={to}
      params={{ ws: id }}
      aria-label={label}
      data-tooltip={label}
      className="relative flex size-10 items-center justify-center rounded-card text-fg-2 transition-colors duration-120 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-accent-text"
    >
      <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
      {count > 0 && (
        <span className="absolute -end-0.5 -top-0.5">
          <CountBadge count={count} tone="danger" label={t`${count} need a reply`} />
        </span>
      )}
    </Link>
  );
}

function BottomBar({ main, aside, onMenu, onShortcuts }: RailProps & { main: Place[]; aside: Place[] }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const navigate = useNavigate();
  // A conversation has the whole screen, and its way back.
  const inThread = useParams({ strict: false, select: ({ conversation }) => conversation !== undefined });
  if (inThread) return null;
  return (
    <nav
      aria-label={t`Main`}
      className="flex shrink-0 items-center justify-around border-line border-t bg-sunken px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {main.map(({ to, label, icon: Icon, count = 0 }) => (
        <Link key={to} to={to} params={{ ws: id }} className={barItem}>
          <span className="relative">
            <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
            {count > 0 && (
              <span className="absolute -end-3 -top-2">
                <CountBadge count={count} tone="danger" label={t`${count} need a reply`} />
              </span>
            )}
          </span>
          {label}
        </Link>
      ))}
      <Menu
        label={t`More`}
        side="top"
        align="end"
        entries={aside.map(({ to, label, icon }) => ({
          kind: 'item',
          id: to,
          label,
          icon,
          onSelect: () => navigate({ to, params: { ws: id } }),
        }))}
        trigger={(props) => (
          <button type="button" {...props} className={barItem}>
            <Ellipsis aria-hidden="true" className="size-5" strokeWidth={1.75} />
            {t`More`}
          </button>
        )}
      />
      <AvatarMenu onMenu={onMenu} onShortcuts={onShortcuts} look="bar" />
    </nav>
  );
}

export const barItem =
  'flex h-14 min-w-14 flex-col items-center justify-center gap-0.5 rounded-card px-1 font-medium text-11 text-fg-2 aria-[current=page]:text-accent-text';
