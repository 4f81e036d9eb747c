// Settings of one's own account: name, look of the console, password, and where one is signed in.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { account } from '~/api/account';
import { useWorkspace } from '~/api/current-workspace';
import { SaveBar } from '~/layouts/form/save-bar';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { useDraft } from '~/layouts/form/use-draft';
import { type Density, setDensity, setTheme, type Theme, useDensity, useTheme } from '~/lib/preferences';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { PasswordForm } from './password-form';
import { SecondFactorSection } from './second-factor';
import { SessionList } from './session-list';

export default function AccountPage() {
  const { t } = useLingui();
  const { user } = useWorkspace();
  const rename = useMutation(account.rename());
  const draft = useDraft({ name: user.name }, ({ name }) => rename.mutateAsync((name ?? user.name).trim()));
  return (
    <SettingsPage title={t`Your account`} bar={<SaveBar draft={draft} shownAtFields={['/name']} />}>
      <SettingsSection title={t`Profile`} about={t`What your teammates see, in every workspace.`}>
        <Field label={t`Name`} error={draft.problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              maxLength={100}
              autoComplete="name"
              value={draft.values.name}
              onChange={(event) => draft.set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t`Email address`} hint={t`You sign in with it. It cannot be changed here.`}>
          {(field) => <Input {...field} readOnly dir="ltr" value={user.email} />}
        </Field>
      </SettingsSection>
      <Look />
      <SettingsSection title={t`Password`} about={t`Changing it ends your other sessions.`}>
        <PasswordForm email={user.email} />
      </SettingsSection>
      <SecondFactorSection />
      <SettingsSection
        title={t`Where you are signed in`}
        about={t`End a session you do not recognise, then change your password.`}
      >
        <SessionList />
      </SettingsSection>
    </SettingsPage>
  );
}

function Look() {
  const { t } = useLingui();
  const theme = useTheme();
  const density = useDensity();
  return (
    <SettingsSection title={t`Look`} about={<Trans>On this browser only.</Trans>}>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t`Colours`}>
          {(field) => (
            <Select<Theme>
              {...field}
              value={theme}
              onChange={setTheme}
              options={[
                { value: 'system', label: t`As the system` },
                { value: 'light', label: t`Light` },
                { value: 'dark', label: t`Dark` },
              ]}
            />
          )}
        </Field>
        <Field label={t`Density`}>
          {(field) => (
            <Select<Density>
              {...field}
              value={density}
              onChange={setDensity}
              options={[
                { value: 'comfortable', label: t`Comfortable` },
                { value: 'compact', label: t`Compact` },
              ]}
            />
          )}
        </Field>
      </div>
    </SettingsSection>
  );
}
