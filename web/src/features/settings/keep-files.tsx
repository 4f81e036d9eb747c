// How long the files of conversations are kept; what goes, goes for good, so the setting says what stays.
import { useLingui } from '@lingui/react/macro';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';

interface KeepFilesProps {
  /** 0: as long as the workspace exists. */
  days: number;
  disabled: boolean;
  onChange: (days: number) => void;
}

const offered = [0, 30, 90, 180, 365, 730, 1825];

export function KeepFiles({ days, disabled, onChange }: KeepFilesProps) {
  const { t } = useLingui();
  const choices = offered.includes(days) ? offered : [...offered, days].sort((one, other) => one - other);
  return (
    <SettingsSection
      title={t`Files`}
      about={t`Photos, videos, voice messages and documents of conversations. Their messages, captions and names stay.`}
    >
      <Field
        label={t`Keep files`}
        hint={days > 0 ? t`Older files are deleted within minutes of saving, and cannot be brought back.` : undefined}
      >
        {(field) => (
          <Select
            {...field}
            disabled={disabled}
            value={String(days)}
            onChange={(value) => onChange(Number(value))}
            options={choices.map((one) => ({
              value: String(one),
              label: one === 0 ? t`As long as the workspace exists` : t`For ${one} days`,
            }))}
          />
        )}
      </Field>
    </SettingsSection>
  );
}
