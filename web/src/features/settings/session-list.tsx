// The browsers in which one is signed in, and ending one of them.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { account } from '~/api/account';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { browserOf } from './browser-of';

export function SessionList() {
  const { t } = useLingui();
  const now = useNow();
  const sessions = useQuery(account.sessions());
  const end = useMutation({
    ...account.endSession(),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  if (sessions.isPending) return <Skeleton className="h-24" />;
  if (sessions.isError) return <ProblemNote problem={asProblem(sessions.error)} />;
  return (
    <ul aria-label={t`Sessions`} className="divide-y divide-line rounded-card border border-line bg-surface">
      {sessions.data.data.map((session) => {
        const browser = browserOf(session.user_agent);
        const Icon = browser.mobile ? Smartphone : Monitor;
        return (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <Icon aria-hidden="true" className="size-5 shrink-0 text-fg-3" strokeWidth={1.5} />
            <div className="min-w-0 flex-1 basis-44">
              <p
                className="flex flex-wrap items-center gap-x-2 font-medium text-13"
                data-tooltip={session.user_agent ?? undefined}
              >
                {browser.name || t`Unknown browser`}
                {session.current && <Badge tone="success">{t`This browser`}</Badge>}
              </p>
              <p className="text-12 text-fg-3">
                {session.ip && <span dir="ltr">{session.ip} · </span>}
                <time dateTime={session.last_seen_at} data-tooltip={exact(session.last_seen_at)}>
                  {session.current ? t`active now` : ago(session.last_seen_at, now)}
                </time>
              </p>
            </div>
            {!session.current && (
              <Button
                size="sm"
                busy={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
              >
                <Trans>End session</Trans>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
