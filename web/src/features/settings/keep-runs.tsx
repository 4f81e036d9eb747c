// How long runs of flows are kept once they are over: their steps hold what customers wrote, and are what a replay needs.
import { useLingui } from '@lingui/react/macro';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';

interface KeepRunsProps {
  /** 0: as long as the workspace exists. */
  days: number;
  disabled: boolean;
  error?: string | null | undefined;
  onChange: (days: number) => void;
}

const offered = [0, 7, 30, 90, 180, 365, 730];

export function KeepRuns({ days, disabled, error, onChange }: KeepRunsProps) {
  const { t } = useLingui();
  const choices = offered.includes(days) ? offered : [...offered, days].sort((one, other) => one - other);
  return (
    <SettingsSection
      title={t`Runs of flows`}
      about={t`Each run keeps its steps, with what was written and answered. Runs under way stay, whatever their age.`}
    >
      <Field
        label={t`Keep runs that are over`}
        hint={days > 0 ? t`Older ones cannot be looked at or played again. Figures count what is kept.` : undefined}
        error={error}
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
