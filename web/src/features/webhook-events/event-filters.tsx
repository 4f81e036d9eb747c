// Narrows the deliveries: by what they carry, and by days.
import { Trans, useLingui } from '@lingui/react/macro';
import { Select } from '~/ui/select';
import type { WebhookEventsSearch } from './search';

interface Props {
  search: WebhookEventsSearch;
  onSearch: (next: Partial<WebhookEventsSearch>) => void;
}

const any = 'any';
/** Webhook fields in the words of Meta's documentation. */
const known = [
  'messages',
  'smb_message_echoes',
  'history',
  'smb_app_state_sync',
  'calls',
  'user_preferences',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'security',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'flows',
];
const dateClass = 'h-9 min-w-0 grow rounded-control border border-line-strong bg-surface px-2 text-13 coarse:h-11';

export function EventFilters({ search, onSearch }: Props) {
  const { t } = useLingui();
  const fields = search.field && !known.includes(search.field) ? [...known, search.field] : known;
  return (
    <>
      <Select
        label={t`Carries`}
        className="min-w-0 basis-44 grow md:w-60 md:grow-0"
        value={search.field ?? any}
        onChange={(field) => onSearch({ field: field === any ? undefined : field })}
        options={[{ value: any, label: t`Any field` }, ...fields.map((field) => ({ value: field, label: field }))]}
      />
      <label className="flex min-w-0 flex-1 basis-32 items-center gap-2 text-13 text-fg-2 md:flex-none">
        <Trans>From</Trans>
        <input
          type="date"
          className={dateClass}
          value={search.from ?? ''}
          max={search.to}
          onChange={(event) => onSearch({ from: event.target.value || undefined })}
        />
      </label>
      <label className="flex min-w-0 flex-1 basis-32 items-center gap-2 text-13 text-fg-2 md:flex-none">
        <Trans>To</Trans>
        <input
          type="date"
          className={dateClass}
          value={search.to ?? ''}
          min={search.from}
          onChange={(event) => onSearch({ to: event.target.value || undefined })}
        />
      </label>
    </>
  );
}
