// Chooses which custom fields the contacts list shows as columns.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Columns3 } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { customFields } from '~/api/custom-fields';
import { IconButton } from '~/ui/icon-button';
import { Popover } from '~/ui/popover';

interface Props {
  shown: readonly string[];
  onShown: (shown: readonly string[]) => void;
}

export function ColumnsButton({ shown, onShown }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const fields = useQuery(customFields.list(id)).data ?? [];
  if (fields.length === 0) return null;
  return (
    <span className="hidden md:block">
      <Popover
        label={t`Columns`}
        align="end"
        trigger={(props) => <IconButton {...props} icon={Columns3} label={t`Columns`} />}
      >
        {() => (
          <fieldset className="flex flex-col gap-2 p-3">
            <legend className="sr-only">{t`Columns`}</legend>
            {fields.map(({ key, label }) => (
              <label key={key} className="flex items-center gap-2 text-13 coarse:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={shown.includes(key)}
                  onChange={(event) =>
                    onShown(event.target.checked ? [...shown, key] : shown.filter((other) => other !== key))
                  }
                />
                <bdi>{label}</bdi>
              </label>
            ))}
          </fieldset>
        )}
      </Popover>
    </span>
  );
}
