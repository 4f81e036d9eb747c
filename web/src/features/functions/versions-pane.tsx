// What was published before: each can be compared with what is written now, and taken up again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows, RotateCcw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionView, functions } from '~/api/functions';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';

const CodeDiff = lazy(() => import('~/ui/code/code-diff'));

interface Props {
  one: FunctionView;
  text: string;
  locked: string | null;
  onRestore(text: string): void;
}

export function VersionsPane({ one, text, locked, onRestore }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery(functions.versions(id, one.id));
  const [open, setOpen] = useState<number | null>(null);
  const version = useQuery({ ...functions.version(id, one.id, open ?? 0), enabled: open !== null });
  if (list.isPending) return <Skeleton className="h-24" />;
  if (list.isError) return <p className="text-13 text-danger">{asProblem(list.error).detail}</p>;
  return (
    <>
      {list.data.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>It was not published yet.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {[...list.data]
          .sort((first, second) => second.number - first.number)
          .map((each) => (
            <li key={each.number} className="flex items-center gap-3 rounded-card border border-line px-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 font-medium text-13">
                  <Trans>Version {each.number}</Trans>
                  {each.number === one.live_version && (
                    <Badge tone="success">
                      <Trans>Live</Trans>
                    </Badge>
                  )}
                </p>
                <p className="truncate text-12 text-fg-3">
                  {moment(each.published_at)} {each.published_by_name} {each.note}
                </p>
              </div>
              <Button size="sm" icon={GitCompareArrows} onClick={() => setOpen(each.number)}>
                <Trans>Compare</Trans>
              </Button>
            </li>
          ))}
      </ul>
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        size="lg"
        title={t`Version ${open ?? 0} and what is written now`}
        footer={
          <Button
            icon={RotateCcw}
            disabledReason={locked ?? (version.data ? null : t`It is being fetched.`)}
            onClick={() => {
              if (version.data) onRestore(version.data.source ?? '');
              setOpen(null);
            }}
          >
            <Trans>Take it up again</Trans>
          </Button>
        }
      >
        {version.data ? (
          <Suspense fallback={<Skeleton className="h-60" />}>
            <CodeDiff label={t`Differences`} before={version.data.source ?? ''} after={text} language="javascript" />
          </Suspense>
        ) : (
          <Skeleton className="h-60" />
        )}
      </Dialog>
    </>
  );
}
