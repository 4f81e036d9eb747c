// Narrows the runs: by how they stand, by flow, by days.
import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { runResults, runStatuses } from '~/api/flow-runs';
import { flows } from '~/api/flows';
import { useRunWords } from '~/layouts/run-badge';
import { DateRange } from '~/ui/date-range';
import { Select } from '~/ui/select';
import { type RunsSearch, runStates } from './search';

interface Props {
  search: RunsSearch;
  onSearch: (next: { [Key in keyof RunsSearch]: RunsSearch[Key] | undefined }) => void;
  withFlow: boolean;
}

export function RunFilters({ search, onSearch, withFlow }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const words = useRunWords();
  const list = useInfiniteQuery({ ...flows.list(ws), enabled: withFlow });
  const all = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <Select
        label={t`State`}
        className="min-w-0 grow basis-40 md:w-44! md:grow-0"
        value={search.status ?? ''}
        onChange={(status) => onSearch({ status: runStates.find((one) => one === status) })}
        options={[
          { value: '', label: t`Every state` },
          ...runStatuses
            .filter((status) => status !== 'ended')
            .map((status) => ({ value: status, label: words({ status, result: null }) })),
          ...runResults.map((result) => ({ value: result, label: words({ status: 'ended', result }) })),
        ]}
      />
      {withFlow && (
        <Select
          label={t`Flow`}
          className="min-w-0 grow basis-40 md:w-56! md:grow-0"
          value={search.flow ?? ''}
          onChange={(flow) => onSearch({ flow: flow || undefined })}
          options={[{ value: '', label: t`Every flow` }, ...all.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      {search.contact && <ContactChip contact={search.contact} onRemove={() => onSearch({ contact: undefined })} />}
      <DateRange from={search.from} to={search.to} onChange={onSearch} />
    </>
  );
}

/** The address names a contact: said in words, and taken off with one press. */
function ContactChip({ contact, onRemove }: { contact: string; onRemove: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data } = useQuery(contacts.get(ws, contact));
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={t`Runs of every contact`}
      className="inline-flex h-8 items-center gap-1 rounded-control border border-line bg-surface px-2 text-13 hover:bg-hover"
    >
      <bdi>{data?.display_name ?? contact}</bdi>
      <X aria-hidden="true" className="size-3.5 text-fg-3" />
    </button>
  );
}
