// All contacts: search, filter by tag, sort, open one, make a new one.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, SearchX, UsersRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import type { Contact } from '~/api/schema';
import { tags } from '~/api/team';
import { textOf } from '~/layouts/form/field-values';
import { ListPage, pagesOf, stateOf } from '~/layouts/list-page';
import { ago, exact } from '~/lib/dates';
import { phone } from '~/lib/format';
import { load, save } from '~/lib/storage';
import { useNow } from '~/lib/use-now';
import { Avatar } from '~/ui/avatar';
import { Badge, TagChip } from '~/ui/badge';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { SearchBox } from '~/ui/search-box';
import { Select } from '~/ui/select';
import { ColumnsButton } from './columns-button';
import { DuplicatesButton } from './duplicates-dialog';
import { FieldFilter } from './field-filter';
import { FilesButton } from './files-button';
import { NewContactDialog } from './new-contact-dialog';
import { type ContactSort, type ContactsSearch, contactSorts } from './search';

/** Rare: fetched when a file is to be taken in. */
const ImportDialog = lazy(() => import('./import-dialog'));

interface Props {
  search: ContactsSearch;
  onSearch: (next: Partial<ContactsSearch>) => void;
}

export default function ContactsPage({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const list = useInfiniteQuery(contacts.list(id, search));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const [shown, setShown] = useShownFields(id);
  const columns = useColumns(shown);
  const filtered = Boolean(search.q || search.tag || search.field);
  const open = (contact: Contact) =>
    void navigate({ to: '/w/$ws/contacts/$contact', params: { ws: id, contact: contact.id } });
  const create = (
    <Button variant="primary" icon={Plus} disabledReason={can.updateContact()} onClick={() => setCreating(true)}>
      <Trans>New contact</Trans>
    </Button>
  );
  return (
    <ListPage
      title={t`Contacts`}
      actions={
        <>
          <DuplicatesButton />
          <ColumnsButton shown={shown} onShown={setShown} />
          <FilesButton search={search} onImport={() => setImporting(true)} />
          {create}
        </>
      }
      tools={<Tools search={search} onSearch={onSearch} />}
      {...stateOf(list, rows.length)}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title={t`No contacts match`}
            action={
              <Button onClick={() => onSearch({ q: undefined, tag: undefined, field: undefined, value: undefined })}>
                <Trans>Clear filters</Trans>
              </Button>
            }
          />
        ) : (
          <EmptyState icon={UsersRound} title={t`No contacts yet`} action={create}>
            <Trans>Everyone who writes to your number appears here by themselves.</Trans>
          </EmptyState>
        )
      }
    >
      <DataTable
        label={t`Contacts`}
        rows={rows}
        rowKey={(contact) => contact.id}
        columns={columns}
        card={(contact) => <ContactCard contact={contact} />}
        onOpen={open}
        {...pagesOf(list)}
      />
      <NewContactDialog open={creating} onClose={() => setCreating(false)} onCreated={open} />
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </ListPage>
  );
}

function Tools({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const known = useQuery(tags.list(id));
  const any = 'any';
  const names: { [sort in ContactSort]: string } = {
    newest: t`Newest first`,
    name: t`By name`,
    last_seen: t`Last seen first`,
  };
  return (
    <>
      <SearchBox
        label={t`Search name, number, username or WhatsApp id`}
        value={search.q ?? ''}
        onChange={(q) => onSearch({ q: q || undefined })}
        className="min-w-0 flex-1 basis-60"
      />
      <div className="flex min-w-0 flex-1 basis-60 flex-wrap gap-2 *:w-auto *:flex-1 md:flex-none md:flex-nowrap lg:basis-120">
        <Select
          label={t`Tag`}
          value={search.tag ?? any}
          onChange={(tag) => onSearch({ tag: tag === any ? undefined : tag })}
          options={[
            { value: any, label: t`Any tag` },
            ...(known.data ?? []).map((tag) => ({ value: tag.id, label: tag.name })),
          ]}
        />
        <Select<ContactSort>
          label={t`Order`}
          value={search.sort ?? 'newest'}
          onChange={(sort) => onSearch({ sort })}
          options={contactSorts.map((sort) => ({ value: sort, label: names[sort] }))}
        />
        <FieldFilter search={search} onSearch={onSearch} />
      </div>
    </>
  );
}

/** The fields that the list shows as columns, on this browser. */
function useShownFields(workspace: string) {
  const key = `contact-columns-${workspace}`;
  const [shown, setShown] = useState<readonly string[]>(() => {
    const kept = load(key);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  });
  const keep = (next: readonly string[]) => {
    setShown(next);
    save(key, next);
  };
  return [shown, keep] as const;
}

function useColumns(shown: readonly string[]): Column<Contact>[] {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const fields = useQuery({ ...customFields.list(id), enabled: shown.length > 0 }).data ?? [];
  const now = useNow();
  return [
    { id: 'name', header: t`Name`, width: 'minmax(14rem,2fr)', cell: (contact) => <NameCell contact={contact} /> },
    { id: 'phone', header: t`Phone`, width: 'minmax(9rem,1fr)', cell: (contact) => <Phone contact={contact} /> },
    { id: 'tags', header: t`Tags`, width: 'minmax(8rem,1.5fr)', cell: (contact) => <Tags contact={contact} /> },
    ...fields
      .filter(({ key }) => shown.includes(key))
      .map(({ key, label }) => ({
        id: `field-${key}`,
        header: label,
        width: 'minmax(8rem,1fr)',
        cell: (contact: Contact) => <bdi className="truncate">{textOf(contact.attributes[key])}</bdi>,
      })),
    { id: 'state', header: t`Consent`, width: '7rem', cell: (contact) => <Consent contact={contact} /> },
    {
      id: 'seen',
      header: t`Last seen`,
      width: '9rem',
      cell: (contact) =>
        contact.last_seen_at && (
          <time dateTime={contact.last_seen_at} data-tooltip={exact(contact.last_seen_at)} className="text-fg-2">
            {ago(contact.last_seen_at, now)}
          </time>
        ),
    },
  ];
}

function NameCell({ contact }: { contact: Contact }) {
  const { id } = useWorkspace();
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar id={contact.id} name={contact.display_name} className="size-8" />
      <span className="flex min-w-0 flex-col">
        <Link
          to="/w/$ws/contacts/$contact"
          params={{ ws: id, contact: contact.id }}
          className="truncate font-medium text-14 text-fg hover:underline"
        >
          <bdi>{contact.display_name}</bdi>
        </Link>
        {contact.username && (
          <span dir="ltr" className="truncate text-start text-12 text-fg-3">
            @{contact.username.replace(/^@/, '')}
          </span>
        )}
      </span>
    </span>
  );
}

function Phone({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  if (contact.phone === null) return <span className="text-fg-3">{t`Not shared`}</span>;
  return <span dir="ltr">{phone(contact.phone)}</span>;
}

const TAGS_SHOWN = 3;

function Tags({ contact }: { contact: Contact }) {
  const more = contact.tags.length - TAGS_SHOWN;
  return (
    <span className="flex flex-wrap gap-1 max-md:justify-end">
      {contact.tags.slice(0, TAGS_SHOWN).map((tag) => (
        <TagChip key={tag.id} name={tag.name} color={tag.color} />
      ))}
      {more > 0 && <Badge>+{more}</Badge>}
    </span>
  );
}

function Consent({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  if (contact.blocked) return <Badge tone="danger">{t`Blocked`}</Badge>;
  return contact.opted_out ? <Badge tone="warning">{t`Opted out`}</Badge> : null;
}

function ContactCard({ contact }: { contact: Contact }) {
  const { id } = useWorkspace();
  return (
    <div className="flex items-center gap-3">
      <Avatar id={contact.id} name={contact.display_name} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <Link
          to="/w/$ws/contacts/$contact"
          params={{ ws: id, contact: contact.id }}
          className="truncate font-medium text-14 text-fg"
        >
          <bdi>{contact.display_name}</bdi>
        </Link>
        <span className="flex min-w-0 flex-wrap gap-x-2 text-13 text-fg-2">
          <Phone contact={contact} />
          {contact.username && (
            <span dir="ltr" className="truncate text-fg-3">
              @{contact.username.replace(/^@/, '')}
            </span>
          )}
        </span>
      </span>
      <span className="flex max-w-1/3 shrink-0 flex-col items-end gap-1">
        <Consent contact={contact} />
        <Tags contact={contact} />
      </span>
    </div>
  );
}
