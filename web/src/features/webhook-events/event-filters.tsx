// Narrows the deliveries: by what they carry, and by days.
import { useLingui } from '@lingui/react/macro';
import { DateRange } from '~/ui/date-range';
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
      <DateRange from={search.from} to={search.to} onChange={onSearch} />
    </>
  );
}
