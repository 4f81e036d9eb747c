// Settings of opt-outs: the words by which customers stop and come back, and the ledger of who did.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import type { OptOutLanguage } from '~/api/schema';
import { workspaces } from '~/api/team';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SaveBar } from '~/layouts/form/save-bar';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { useDraft } from '~/layouts/form/use-draft';
import { Switch } from '~/ui/switch';
import { OptOutsLanguages } from './opt-outs-languages';
import { OptOutsLedger } from './opt-outs-ledger';

interface Values {
  enabled: boolean;
  languages: OptOutLanguage[];
}

export default function OptOutsSettingsPage() {
  const { t } = useLingui();
  const { workspace, can } = useWorkspace();
  const update = useMutation(workspaces.update(workspace));
  const refusal = can.permission('workspace:update');
  const stored = workspace.settings.opt_out_words;
  const values: Values = { enabled: stored?.enabled ?? true, languages: stored?.languages ?? [] };
  const draft = useDraft<Values>(values, (changes) =>
    update.mutateAsync({ settings: { opt_out_words: { ...values, ...changes } } }),
  );
  return (
    <SettingsPage
      title={t`Opt-outs`}
      intro={t`Who does not want your messages does not get them: not from a teammate, not from a flow, not from a broadcast.`}
      bar={<SaveBar draft={draft} staleKey={['me']} />}
    >
      {refusal && <ReadOnlyNote reason={refusal} />}
      <SettingsSection
        title={t`Words`}
        about={t`A message counts when it is nothing but one of these words, whatever its case, accents and punctuation.`}
      >
        <Switch
          checked={draft.values.enabled}
          disabled={refusal !== null}
          onChange={(enabled) => draft.set({ enabled })}
          label={t`Let customers opt out and come back by a word`}
          hint={t`Their choice in WhatsApp’s own settings always counts.`}
        />
        {draft.values.enabled && (
          <OptOutsLanguages
            languages={draft.values.languages}
            locked={refusal !== null}
            errorAt={(pointer) => draft.problem?.field(`/settings/opt_out_words${pointer}`) ?? null}
            onChange={(languages) => draft.set({ languages })}
          />
        )}
      </SettingsSection>
      <SettingsSection title={t`Ledger`} about={t`Every decision, newest first. Nothing in it ever changes.`}>
        <OptOutsLedger />
      </SettingsSection>
      <p className="text-12 text-fg-3">
        <Trans>An admin can override one opt-out for one message, with a reason; marketing never.</Trans>
      </p>
    </SettingsPage>
  );
}
