// Narrows the audit log: by person, by what was done, by days, by the thing it was done to.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { members } from '~/api/team';
import { useActionGroups } from '~/layouts/use-action-names';
import { Button } from '~/ui/button';
import { DateRange } from '~/ui/date-range';
import { SearchBox } from '~/ui/search-box';
import { Select } from '~/ui/select';
import type { AuditSearch } from './search';

interface Props {
  search: AuditSearch;
  onSearch: (next: Partial<AuditSearch>) => void;
}

const any = 'any';

export function AuditFilters({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const team = useQuery(members.list(id));
  const groups = useActionGroups();
  const chosen =
    groups.some((group) => group.value === search.action) || !search.action
      ? groups
      : [...groups, { value: search.action, label: search.action }];
  return (
    <>
      <SearchBox
        label={t`Search the log`}
        value={search.q ?? ''}
        onChange={(q) => onSearch({ q: q || undefined })}
        className="min-w-0 grow basis-44 md:grow-0"
      />
      <Select
        label={t`Who`}
        className="min-w-0 basis-36 grow md:w-44 md:grow-0"
        value={search.actor ?? any}
        onChange={(actor) => onSearch({ actor: actor === any ? undefined : actor })}
        options={[
          { value: any, label: t`Anybody` },
          ...(team.data ?? []).map((member) => ({ value: member.user_id, label: member.name })),
        ]}
      />
      <Select
        label={t`What`}
        className="min-w-0 basis-36 grow md:w-44 md:grow-0"
        value={search.action ?? any}
        onChange={(action) => onSearch({ action: action === any ? undefined : action })}
        options={[{ value: any, label: t`Anything` }, ...chosen]}
      />
      <DateRange from={search.from} to={search.to} onChange={onSearch} />
      {search.target ? (
        <Button
          size="sm"
          icon={X}
          aria-label={t`Remove filter: ${search.target}`}
          onClick={() => onSearch({ target: undefined })}
        >
          <span dir="ltr" className="max-w-40 truncate font-mono text-12">
            {search.target}
          </span>
        </Button>
      ) : (
        <SearchBox
          label={t`Id of a thing`}
          value=""
          onChange={(target) => onSearch({ target: target || undefined })}
          className="min-w-0 grow basis-44 md:grow-0"
        />
      )}
    </>
  );
}
