// The audit log: who changed what, when, from where. Nothing here can be edited.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight, ScrollText, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { audit } from '~/api/operations';
import type { components } from '~/generated/api';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { ForbiddenPage } from '~/layouts/notice-page';
import { useActionName, useTargetName } from '~/layouts/use-action-names';
import { exact, moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ActorName } from './actor-name';
import { AuditDetail } from './audit-detail';
import { AuditFilters } from './audit-filters';
import { ChainCheck } from './chain-check';
import { type AuditSearch, filterOf } from './search';

export type AuditEntry = components['schemas']['AuditView'];

interface Props {
  search: AuditSearch;
  onSearch: (next: Partial<AuditSearch>) => void;
}

export default function AuditPage(props: Props) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('audit:read') ? <Log {...props} /> : <ForbiddenPage place={t`the audit log`} />;
}

const none: Partial<AuditSearch> = {
  q: undefined,
  actor: undefined,
  action: undefined,
  target: undefined,
  from: undefined,
  to: undefined,
};

function Log({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(audit.list(id, filterOf(search)));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (entry: AuditEntry) => {
    const next = new Set(open);
    if (!next.delete(entry.id)) next.add(entry.id);
    setOpen(next);
  };
  const columns = useColumns(open, toggle);
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage
      title={t`Audit log`}
      actions={<ChainCheck />}
      tools={<AuditFilters search={search} onSearch={onSearch} />}
      {...stateOf(list, rows.length)}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No entry matches`}
            action={<Button onClick={() => onSearch(none)}>{t`Clear filters`}</Button>}
          />
        ) : (
          <EmptyState icon={ScrollText} title={t`Nothing was changed yet`}>
            <Trans>Every change in this workspace leaves an entry here.</Trans>
          </EmptyState>
        )
      }
    >
      <DataTable
        label={t`Audit log`}
        rows={rows}
        rowKey={(entry) => entry.id}
        columns={columns}
        card={(entry) => <EntryCard entry={entry} open={open.has(entry.id)} onToggle={() => toggle(entry)} />}
        detail={(entry) =>
          open.has(entry.id) && <AuditDetail entry={entry} onTarget={(target) => onSearch({ target })} />
        }
        onOpen={toggle}
        {...pagesOf(list)}
      />
    </ListPage>
  );
}

function useColumns(open: ReadonlySet<string>, toggle: (entry: AuditEntry) => void): Column<AuditEntry>[] {
  const { t } = useLingui();
  return [
    {
      id: 'at',
      header: t`Time`,
      width: '13rem',
      cell: (entry) => <Toggle entry={entry} open={open.has(entry.id)} onToggle={() => toggle(entry)} />,
    },
    { id: 'actor', header: t`Who`, width: 'minmax(9rem,1fr)', cell: (entry) => <ActorName actor={entry.actor} /> },
    { id: 'action', header: t`What`, width: 'minmax(12rem,1.5fr)', cell: (entry) => <Action entry={entry} /> },
    { id: 'target', header: t`On`, width: 'minmax(10rem,1fr)', cell: (entry) => <Target entry={entry} /> },
    {
      id: 'ip',
      header: t`From`,
      width: '9rem',
      cell: (entry) => (
        <span dir="ltr" className="font-mono text-12 text-fg-2">
          {entry.ip ?? '–'}
        </span>
      ),
    },
  ];
}

function Toggle({ entry, open, onToggle }: { entry: AuditEntry; open: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      data-tooltip={exact(entry.at)}
      onClick={onToggle}
      className="flex items-center gap-1.5 rounded-badge text-start hover:underline"
    >
      <ChevronRight
        aria-hidden="true"
        className={`size-4 shrink-0 text-fg-3 transition-transform duration-120 ${open ? 'rotate-90' : 'mirror'}`}
      />
      <time dateTime={entry.at}>{moment(entry.at)}</time>
    </button>
  );
}

function Action({ entry }: { entry: AuditEntry }) {
  const name = useActionName()(entry.action);
  return (
    <span className="flex flex-col">
      <span className="font-medium">{name}</span>
      <code className="font-mono text-11 text-fg-3">{entry.action}</code>
    </span>
  );
}

function Target({ entry }: { entry: AuditEntry }) {
  const kind = useTargetName()(entry.target.kind);
  return (
    <span className="flex flex-col">
      <span className="text-fg-2">{kind}</span>
      {entry.target.id && (
        <code dir="ltr" className="truncate text-start font-mono text-11 text-fg-3">
          {entry.target.id}
        </code>
      )}
    </span>
  );
}

function EntryCard({ entry, open, onToggle }: { entry: AuditEntry; open: boolean; onToggle: () => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-13">
        <Toggle entry={entry} open={open} onToggle={onToggle} />
        <ActorName actor={entry.actor} />
      </div>
      <Action entry={entry} />
    </div>
  );
}
