// The versions of a flow beside the canvas: compare any two, restore one as the draft, or publish an old one again.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { GitCompareArrows, History } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowVersion, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { useTitle } from '~/lib/use-title';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { FlowHead } from '../runs/flow-head';
import { Compare } from './compare';
import type { VersionName, VersionsSearch } from './search';
import { VersionMenu } from './version-menu';

interface Props {
  flow: string;
  search: VersionsSearch;
  onSearch: (next: VersionsSearch) => void;
}

export default function VersionsPage({ flow, search, onSearch }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const head = useQuery(flows.get(ws, flow));
  const list = useInfiniteQuery(flows.versions(ws, flow));
  const versions = list.data?.pages.flatMap((page) => page.data) ?? [];
  const [shown, setShown] = useState<'list' | 'compare'>('compare');
  useTitle(t`Versions`, head.data?.name ?? t`Flow`);
  const live = head.data?.live_version?.number ?? versions[0]?.number;
  const from = search.from ?? live;
  const to: VersionName = search.to ?? 'draft';
  const choices = [
    { value: 'draft', label: t`Draft` },
    ...versions.map(({ number, live: isLive }) => ({
      value: String(number),
      label: isLive ? t`Version ${number}, live` : t`Version ${number}`,
    })),
  ];
  const read = (value: string): VersionName => (value === 'draft' ? 'draft' : Number(value));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <FlowHead
        flow={flow}
        page={t`Versions`}
        heading
        actions={
          versions.length > 0 && (
            <Button
              size="sm"
              className="lg:hidden"
              icon={shown === 'list' ? GitCompareArrows : History}
              onClick={() => setShown(shown === 'list' ? 'compare' : 'list')}
            >
              {shown === 'list' ? <Trans>Compare</Trans> : <Trans>All versions</Trans>}
            </Button>
          )
        }
      />
      {list.isPending && <Skeleton className="m-4 h-40 rounded-card" />}
      {list.isError && (
        <div className="p-4">
          <ProblemNote problem={asProblem(list.error)} />
        </div>
      )}
      {list.isSuccess && versions.length === 0 && (
        <EmptyState icon={History} title={t`Nothing was published yet`}>
          <Trans>Each time the flow is published, what went live is kept here for good.</Trans>
        </EmptyState>
      )}
      {versions.length > 0 && from !== undefined && (
        <div className="flex min-h-0 flex-1">
          <aside
            aria-label={t`Versions`}
            className={clsx(
              'min-h-0 w-full flex-col border-line lg:flex lg:w-80 lg:shrink-0 lg:border-e',
              shown === 'list' ? 'flex' : 'hidden',
            )}
          >
            <ul className="scroller min-h-0 flex-1 divide-y divide-line">
              {head.data?.has_changes && (
                <li className={clsx('px-3 py-2.5', to === 'draft' && 'bg-selected')}>
                  <button
                    type="button"
                    onClick={() => onSearch({ from: live, to: 'draft' })}
                    className="w-full rounded-badge text-start font-medium text-13 hover:underline"
                  >
                    <Trans>Draft</Trans>
                  </button>
                  <p className="text-12 text-fg-3">
                    <Trans>Changed since version {live ?? 0}</Trans>
                  </p>
                </li>
              )}
              {versions.map((version, index) => (
                <VersionLine
                  key={version.number}
                  flow={flow}
                  version={version}
                  revision={head.data?.draft_revision}
                  hasChanges={head.data?.has_changes ?? false}
                  selected={to === version.number}
                  onOpen={() => {
                    onSearch({ from: versions[index + 1]?.number ?? version.number, to: version.number });
                    setShown('compare');
                  }}
                />
              ))}
            </ul>
            {list.hasNextPage && (
              <Button className="m-3" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                <Trans>Older versions</Trans>
              </Button>
            )}
          </aside>
          <div className={clsx('min-h-0 min-w-0 flex-1 flex-col lg:flex', shown === 'compare' ? 'flex' : 'hidden')}>
            <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-3 py-2 text-13">
              <Select
                label={t`Older version`}
                className="w-40!"
                value={String(from)}
                options={choices}
                onChange={(value) => onSearch({ from: read(value), to })}
              />
              <span aria-hidden="true" className="text-fg-3">
                →
              </span>
              <Select
                label={t`Newer version`}
                className="w-40!"
                value={String(to)}
                options={choices}
                onChange={(value) => onSearch({ from, to: read(value) })}
              />
            </div>
            <Compare key={`${from} ${to}`} flow={flow} from={from} to={to} />
          </div>
        </div>
      )}
    </div>
  );
}

interface LineProps {
  flow: string;
  version: FlowVersion;
  /** Of the draft, for restoring. */
  revision: number | undefined;
  hasChanges: boolean;
  selected: boolean;
  onOpen: () => void;
}

function VersionLine({ flow, version, revision, hasChanges, selected, onOpen }: LineProps) {
  const now = useNow();
  const { number, live, note, published_at, published_by, nodes, runs_active } = version;
  return (
    <li className={clsx('flex items-start gap-1 py-2.5 ps-3 pe-1.5', selected && 'bg-selected')}>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-center gap-2">
          <button type="button" onClick={onOpen} className="rounded-badge font-medium text-13 hover:underline">
            <Trans>Version {number}</Trans>
          </button>
          {live && (
            <Badge tone="success">
              <Trans>Live</Trans>
            </Badge>
          )}
        </span>
        {note && <bdi className="line-clamp-3 text-13 text-fg-2">{note}</bdi>}
        <p className="text-12 text-fg-3">
          {published_by && (
            <>
              <bdi>{published_by.name}</bdi>
              {' · '}
            </>
          )}
          <time dateTime={published_at} data-tooltip={exact(published_at)}>
            {ago(published_at, now)}
          </time>
          {' · '}
          <Plural value={nodes} one="# node" other="# nodes" />
        </p>
        {runs_active > 0 && (
          <p className="text-12 text-fg-2">
            <Plural value={runs_active} one="# conversation is in it now" other="# conversations are in it now" />
          </p>
        )}
      </div>
      <VersionMenu flow={flow} version={version} revision={revision} hasChanges={hasChanges} />
    </li>
  );
}
