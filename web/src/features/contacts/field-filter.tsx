// Narrows the contacts list to those with a value in a custom field.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import { Button } from '~/ui/button';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { ContactsSearch } from './search';

interface Props {
  search: ContactsSearch;
  onSearch: (next: Partial<ContactsSearch>) => void;
}

export function FieldFilter({ search, onSearch }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const fields = useQuery(customFields.list(id)).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  if (fields.length === 0) return null;
  const none = 'none';
  const field = fields.find(({ key }) => key === (chosen ?? search.field));
  const apply = (value: string) => {
    setChosen(null);
    setTyped('');
    onSearch({ field: field?.key, value });
  };
  if (search.field && search.value && chosen === null) {
    return (
      <Button
        icon={X}
        aria-label={t`Remove filter: ${field?.label ?? search.field} is ${search.value}`}
        onClick={() => onSearch({ field: undefined, value: undefined })}
      >
        <bdi className="max-w-40 truncate">
          {field?.label ?? search.field}: {search.value}
        </bdi>
      </Button>
    );
  }
  const choices = field?.kind === 'boolean' ? ['yes', 'no'] : field?.kind === 'choice' ? field.choices : null;
  return (
    <>
      <Select
        label={t`Field`}
        value={chosen ?? none}
        onChange={(next) => setChosen(next === none ? null : next)}
        options={[{ value: none, label: t`Any field` }, ...fields.map(({ key, label }) => ({ value: key, label }))]}
      />
      {field && chosen && choices && (
        <Select
          label={field.label}
          value={none}
          onChange={(next) => next !== none && apply(next)}
          options={[{ value: none, label: t`Choose…` }, ...choices.map((value) => ({ value, label: value }))]}
        />
      )}
      {field && chosen && !choices && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim()) apply(typed.trim());
          }}
        >
          <Input
            aria-label={field.label}
            type={field.kind === 'date' ? 'date' : 'text'}
            placeholder={t`Value, then Enter`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </form>
      )}
    </>
  );
}
