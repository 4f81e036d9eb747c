// All templates: one row a name, its languages side by side with what Meta says about each; filters live in the address.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { LayoutTemplate, Plug, Plus, RefreshCw, SearchX } from 'lucide-react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type TemplateGroup, type TemplateSync, templates } from '~/api/templates';
import { ListPage, listState, pagesOf } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Button, buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { toast } from '~/ui/toast';
import { Filters } from './filters';
import { LanguageChips } from './language-chips';
import type { TemplatesSearch } from './search';
import { useTemplateWords } from './words';

interface Props {
  search: TemplatesSearch;
  onSearch: (next: Partial<TemplatesSearch>) => void;
}

const none: Partial<TemplatesSearch> = {
  q: undefined,
  status: undefined,
  category: undefined,
  quality: undefined,
  language: undefined,
};

export default function TemplatesPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const number = useQuery(channel.get(id));
  const list = useInfiniteQuery(templates.list(id, search));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const sync = list.data?.pages[0]?.sync ?? null;
  const columns = useColumns();
  const filtered = Object.values(search).some((value) => value !== undefined);
  const refusal = can.permission('templates:manage');
  const open = (group: TemplateGroup) => {
    const first = group.languages[0];
    if (first) void navigate({ to: '/w/$ws/templates/$template', params: { ws: id, template: first.id } });
  };
  const create = (
    <Button
      variant="primary"
      icon={Plus}
      disabledReason={refusal ?? (number.data === null ? t`Connect a number first.` : null)}
      onClick={() => void navigate({ to: '/w/$ws/templates/new', params: { ws: id } })}
    >
      <Trans>New template</Trans>
    </Button>
  );
  if (number.data === null) {
    return (
      <ListPage title={t`Templates`} state="empty" onRetry={() => undefined} empty={<NotConnected ws={id} />}>
        {null}
      </ListPage>
    );
  }
  return (
    <ListPage
      title={t`Templates`}
      actions={
        <>
          <SyncButton sync={sync} refusal={refusal} />
          {create}
        </>
      }
      tools={<Filters search={search} onSearch={onSearch} />}
      state={listState(list, rows.length)}
      error={list.error}
      onRetry={() => void list.refetch()}
      fetching={list.isFetching && !list.isPending && !list.isFetchingNextPage}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No templates match`}
            action={
              <Button onClick={() => onSearch(none)}>
                <Trans>Clear filters</Trans>
              </Button>
            }
          />
        ) : (
          <Nothing sync={sync} action={create} />
        )
      }
    >
      <DataTable
        label={t`Templates`}
        rows={rows}
        rowKey={(group) => group.name}
        columns={columns}
        card={(group) => <Card group={group} />}
        onOpen={open}
        {...pagesOf(list)}
      />
    </ListPage>
  );
}

function NotConnected({ ws }: { ws: string }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={Plug}
      title={t`No number is connected`}
      action={
        <Link
          to="/w/$ws/settings/$section"
          params={{ ws, section: 'channel' }}
          className={buttonClass({ variant: 'primary' })}
        >
          <Trans>Connect a number</Trans>
        </Link>
      }
    >
      <Trans>Templates belong to the WhatsApp Business account of your number.</Trans>
    </EmptyState>
  );
}

function Nothing({ sync, action }: { sync: TemplateSync | null; action: React.ReactNode }) {
  const { t } = useLingui();
  if (sync === null || sync.state === 'queued' || sync.state === 'running')
    return (
      <EmptyState icon={RefreshCw} title={t`Fetching the templates from Meta…`}>
        <Trans>They appear here by themselves.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState icon={LayoutTemplate} title={t`No templates yet`} action={action}>
      <Trans>With a template you can write first, and after the 24-hour window has closed.</Trans>
    </EmptyState>
  );
}

function SyncButton({ sync, refusal }: { sync: TemplateSync | null; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const now = useNow();
  const start = useMutation({
    ...templates.sync(id),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const busy = sync?.state === 'queued' || sync?.state === 'running';
  const found = sync?.templates ?? 0;
  return (
    <>
      <span role="status" className="hidden text-12 text-fg-3 lg:inline">
        {busy && found > 0 && <Trans>{found} found so far…</Trans>}
        {sync?.state === 'done' && sync.finished_at && (
          <time dateTime={sync.finished_at} data-tooltip={exact(sync.finished_at)}>
            <Trans>In step with Meta: {ago(sync.finished_at, now)}</Trans>
          </time>
        )}
        {sync?.state === 'failed' && <span className="text-danger">{sync.error}</span>}
      </span>
      <Button
        icon={RefreshCw}
        busy={busy || start.isPending}
        disabledReason={refusal}
        aria-label={t`Sync with Meta`}
        onClick={() => start.mutate()}
      >
        <Trans>Sync</Trans>
      </Button>
    </>
  );
}

function useColumns(): Column<TemplateGroup>[] {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const words = useTemplateWords();
  const now = useNow();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(14rem,1.6fr)',
      cell: (group) => (
        <span className="flex min-w-0 flex-col">
          <Link
            to="/w/$ws/templates/$template"
            params={{ ws: id, template: group.languages[0]?.id ?? '' }}
            className="truncate font-medium text-14 hover:underline"
          >
            <bdi>{group.name}</bdi>
          </Link>
          <span dir="auto" className="truncate text-12 text-fg-3">
            {group.languages[0]?.preview}
          </span>
        </span>
      ),
    },
    {
      id: 'languages',
      header: t`Languages and state`,
      width: 'minmax(16rem,1.6fr)',
      cell: (group) => <LanguageChips lines={group.languages} />,
    },
    {
      id: 'category',
      header: t`Category`,
      width: '8rem',
      cell: (group) => (
        <span className="text-13 text-fg-2">
          {[...new Set(group.languages.map((line) => words.category(line.category)))].join(', ')}
        </span>
      ),
    },
    {
      id: 'updated',
      header: t`Changed`,
      width: '8rem',
      cell: (group) => {
        const at = newest(group);
        return (
          <time dateTime={at} data-tooltip={exact(at)} className="text-13 text-fg-3">
            {ago(at, now)}
          </time>
        );
      },
    },
  ];
}

function newest(group: TemplateGroup): string {
  return group.languages.map((line) => line.updated_at).reduce((one, other) => (one > other ? one : other), '');
}

function Card({ group }: { group: TemplateGroup }) {
  const { id } = useWorkspace();
  const words = useTemplateWords();
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <Link
          to="/w/$ws/templates/$template"
          params={{ ws: id, template: group.languages[0]?.id ?? '' }}
          className="min-w-0 truncate font-medium text-14 hover:underline"
        >
          <bdi>{group.name}</bdi>
        </Link>
        <span className="shrink-0 text-12 text-fg-3">{words.category(group.languages[0]?.category ?? '')}</span>
      </div>
      <p dir="auto" className="line-clamp-2 text-12 text-fg-3">
        {group.languages[0]?.preview}
      </p>
      <LanguageChips lines={group.languages} />
    </div>
  );
}
