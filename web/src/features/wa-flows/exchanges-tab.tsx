// Every exchange with phones that is kept: what was asked, how it was answered and how fast; each can be asked again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowLeft, ArrowRightLeft, CircleAlert } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, type WaFlowExchange, waFlows } from '~/api/wa-flows';
import { listState, pagesOf } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { ExchangeDetail } from './exchange-detail';
import { speedTone } from './speed';
import { useWaFlowWords } from './words';

interface Props {
  flow: WaFlow;
  chosen: string | undefined;
  locked: string | null;
  onChoose(exchange: string | undefined): void;
}

/** Phones ask whenever they like, and no event tells of it. */
const LOOK_AGAIN_MS = 15_000;

export default function ExchangesTab({ flow, chosen, locked, onChoose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery({ ...waFlows.exchanges(id, flow.id), refetchInterval: LOOK_AGAIN_MS });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const state = listState(list, rows.length);
  const shown = rows.find((one) => one.id === chosen);
  const { hasMore, onMore } = pagesOf(list);
  if (state === 'loading') return <Skeleton className="m-4 h-40" />;
  if (state === 'error')
    return (
      <EmptyState
        icon={CircleAlert}
        title={asProblem(list.error).detail}
        action={
          <Button onClick={() => void list.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        }
      />
    );
  if (state === 'empty')
    return (
      <EmptyState icon={ArrowRightLeft} title={t`No phone has asked yet`}>
        <Trans>Each time a phone asks the endpoint for a screen, it is written down here for thirty days.</Trans>
      </EmptyState>
    );
  return (
    <div className="flex min-h-0 flex-1">
      <nav
        aria-label={t`Exchanges`}
        className={clsx(
          'scroller min-h-0 w-full shrink-0 border-line lg:w-100 lg:border-e',
          shown && 'hidden lg:block',
        )}
      >
        <ul>
          {rows.map((one) => (
            <li key={one.id} className="border-line border-b">
              <Row one={one} isChosen={one.id === chosen} onChoose={() => onChoose(one.id)} />
            </li>
          ))}
        </ul>
        {hasMore && (
          <div className="p-3">
            <Button size="sm" busy={list.isFetchingNextPage} onClick={onMore}>
              <Trans>Show older ones</Trans>
            </Button>
          </div>
        )}
      </nav>
      <section
        aria-label={t`Exchange`}
        className={clsx('scroller min-h-0 min-w-0 flex-1', !shown && 'hidden lg:block')}
      >
        {shown ? (
          <>
            <div className="px-4 pt-3 lg:hidden">
              <Button size="sm" variant="ghost" icon={ArrowLeft} onClick={() => onChoose(undefined)}>
                <Trans>All exchanges</Trans>
              </Button>
            </div>
            <ExchangeDetail key={shown.id} flow={flow} one={shown} locked={locked} />
          </>
        ) : (
          <p className="py-16 text-center text-13 text-fg-3">
            <Trans>Choose an exchange to see it whole and to ask it again.</Trans>
          </p>
        )}
      </section>
    </div>
  );
}

function Row({ one, isChosen, onChoose }: { one: WaFlowExchange; isChosen: boolean; onChoose(): void }) {
  const words = useWaFlowWords();
  const now = useNow();
  const isBad = one.status >= 400 || Boolean(one.error);
  return (
    <button
      type="button"
      aria-current={isChosen}
      onClick={onChoose}
      className={clsx(
        'ring-inside flex w-full flex-col gap-0.5 px-4 py-2 text-start text-13',
        isChosen ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <span className="flex w-full items-center gap-2">
        <Badge tone={isBad ? 'danger' : 'neutral'}>{one.status}</Badge>
        <span className="shrink-0">{words.exchange(one.action)}</span>
        {one.screen !== '' && <code className="min-w-0 truncate font-mono text-12 text-fg-2">{one.screen}</code>}
        <span className={clsx('ms-auto shrink-0 tabular-nums', speedTone(one.ms))}>
          <Trans>{one.ms} ms</Trans>
        </span>
        <time
          dateTime={one.at}
          data-tooltip={exact(one.at)}
          className="w-20 shrink-0 truncate text-end text-12 text-fg-3"
        >
          {ago(one.at, now)}
        </time>
      </span>
      {one.error && <span className="w-full truncate text-danger">{one.error}</span>}
    </button>
  );
}
