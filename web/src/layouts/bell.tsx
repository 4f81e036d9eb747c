// The bell: what this member was told, unread first seen, each a way to where it happened.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import {
  AtSign,
  Bell as BellIcon,
  CircleAlert,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  Unplug,
  UserCheck,
} from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type Notification, type NotificationKind, notifications } from '~/api/notifications';
import { ago, exact } from '~/lib/dates';
import { load, save } from '~/lib/storage';
import { useNow } from '~/lib/use-now';
import { CountBadge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Popover } from '~/ui/popover';
import { Skeleton } from '~/ui/skeleton';
import { desktopState } from './notification-effects';
import { placeOf } from './notification-place';
import { useNotificationWords } from './notification-words';
import { useNotificationWatch } from './use-notification-watch';

const icons: Record<NotificationKind, LucideIcon> = {
  mention: AtSign,
  assigned: UserCheck,
  new_message: MessageSquare,
  failed_message: CircleAlert,
  window_closing: Hourglass,
  webhook_stopped: Unplug,
};

const troubles: ReadonlySet<NotificationKind> = new Set(['failed_message', 'webhook_stopped']);

/** On the rail; it also watches over title, desktop and sound. */
export default function Bell() {
  const { id } = useWorkspace();
  const { data } = useQuery(notifications.counts(id));
  useNotificationWatch(data?.unread ?? 0);
  return <BellButton look="rail" />;
}

export function BellButton({ look }: { look: 'rail' | 'header' }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { data } = useQuery(notifications.counts(id));
  const unread = data?.unread ?? 0;
  return (
    <Popover
      label={t`Notifications`}
      align={look === 'rail' ? 'start' : 'end'}
      className="w-96 max-w-[calc(100vw-1rem)]"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={unread > 0 ? t`Notifications, ${unread} unread` : t`Notifications`}
          data-tooltip={t`Notifications`}
          className={clsx(
            'relative flex items-center justify-center text-fg-2 transition-colors duration-120 hover:bg-hover hover:text-fg',
            look === 'rail' ? 'size-10 rounded-card' : 'touch-target size-8 rounded-control',
          )}
        >
          <BellIcon aria-hidden="true" className={look === 'rail' ? 'size-5' : 'size-4'} strokeWidth={1.75} />
          {unread > 0 && (
            <span className="absolute -end-0.5 -top-0.5">
              <CountBadge count={unread} tone="danger" label={t`${unread} unread`} />
            </span>
          )}
        </button>
      )}
    >
      {(close) => <NotificationList onClose={close} />}
    </Popover>
  );
}

function NotificationList({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const list = useInfiniteQuery(notifications.list(ws));
  const read = useMutation(notifications.read(ws));
  const all = (list.data?.pages ?? []).flatMap((page) => page.data);
  const anyUnread = all.some((one) => !one.read);
  return (
    <section aria-label={t`Notifications`} className="flex max-h-[70vh] flex-col">
      <header className="flex items-center justify-between gap-2 border-line border-b px-3 py-2">
        <h2 className="font-semibold text-14">
          <Trans>Notifications</Trans>
        </h2>
        <div className="flex items-center gap-3 text-12">
          {anyUnread && (
            <button
              type="button"
              onClick={() => read.mutate({ all: true })}
              className="touch-target text-accent-text hover:underline"
            >
              <Trans>Mark all as read</Trans>
            </button>
          )}
          <Link
            to="/w/$ws/settings/$section"
            params={{ ws, section: 'notifications' }}
            onClick={onClose}
            className="touch-target text-accent-text hover:underline"
          >
            <Trans>Settings</Trans>
          </Link>
        </div>
      </header>
      <AskForDesktop />
      {list.isPending && <Skeleton className="m-3 h-16" />}
      {list.isError && (
        <p className="p-4 text-13 text-fg-2">
          <Trans>Notifications could not be fetched.</Trans>
        </p>
      )}
      {list.isSuccess && all.length === 0 && (
        <p className="px-4 py-8 text-center text-13 text-fg-3">
          <Trans>Nothing yet. You are told here when a teammate names you or a conversation becomes yours.</Trans>
        </p>
      )}
      <ul className="scroller min-h-0 flex-1">
        {all.map((one) => (
          <Row
            key={one.id}
            one={one}
            onOpen={() => {
              if (!one.read) read.mutate({ ids: [one.id] });
              onClose();
            }}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="border-line border-t p-2">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} className="w-full">
            <Trans>Show older</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}

function Row({ one, onOpen }: { one: Notification; onOpen: () => void }) {
  const { id: ws } = useWorkspace();
  const { t } = useLingui();
  const now = useNow();
  const words = useNotificationWords();
  const Icon = icons[one.kind];
  return (
    <li className={clsx('border-line border-b last:border-b-0', !one.read && 'bg-accent-soft')}>
      <Link {...placeOf(ws, one)} onClick={onOpen} className="flex items-start gap-2.5 px-3 py-2.5 hover:bg-hover">
        <Icon
          aria-hidden="true"
          className={clsx('mt-0.5 size-4 shrink-0', troubles.has(one.kind) ? 'text-danger' : 'text-fg-3')}
          strokeWidth={1.75}
        />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className={clsx('text-13', !one.read && 'font-semibold')}>
            <bdi>{words(one)}</bdi>
            {!one.read && <span className="sr-only"> {t`(unread)`}</span>}
          </span>
          {one.preview && (
            <span dir="auto" className="truncate text-12 text-fg-2">
              {one.preview}
            </span>
          )}
        </span>
        <time dateTime={one.at} data-tooltip={exact(one.at)} className="shrink-0 text-11 text-fg-3">
          {ago(one.at, now)}
        </time>
      </Link>
    </li>
  );
}

/** Asked once, here, where somebody looks for notifications, and never again after "Not now". */
function AskForDesktop() {
  const [asked, setAsked] = useState(() => load('desktop-asked') === true || desktopState() !== 'default');
  if (asked) return null;
  const done = () => {
    save('desktop-asked', true);
    setAsked(true);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-sunken px-3 py-2 text-13">
      <p className="min-w-40 flex-1 text-fg-2">
        <Trans>Also tell you on the desktop while this tab is in the background?</Trans>
      </p>
      <Button size="sm" onClick={done}>
        <Trans>Not now</Trans>
      </Button>
      <Button size="sm" variant="primary" onClick={() => void window.Notification.requestPermission().finally(done)}>
        <Trans>Turn on</Trans>
      </Button>
    </div>
  );
}
