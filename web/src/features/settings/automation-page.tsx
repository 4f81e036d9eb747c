// Settings that all flows share: words that come before any flow, and values every flow can use.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowGlobals, flowSettings } from '~/api/flow-settings';
import { flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SaveBar } from '~/layouts/form/save-bar';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { useDraft } from '~/layouts/form/use-draft';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { SharedValues } from './shared-values';
import { WordLines } from './word-lines';

/** Kept out of the text, where braces have a meaning. */
const EXAMPLE = '{{globals.name}}';

export default function AutomationSettingsPage() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const stored = useQuery(flowSettings.globals(id));
  if (stored.data) return <Form stored={stored.data} />;
  return (
    <SettingsPage title={t`Automation`}>
      {stored.isError ? <ProblemNote problem={asProblem(stored.error)} /> : <Skeleton className="h-40" />}
    </SettingsPage>
  );
}

function Form({ stored }: { stored: FlowGlobals }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const save = useMutation(flowSettings.setGlobals(id));
  const list = useInfiniteQuery(flows.list(id));
  const draft = useDraft<FlowGlobals>(stored, (change) => save.mutateAsync(change));
  const refusal = can.permission('flows:manage');
  const locked = refusal !== null;
  const { values, set, problem } = draft;
  const all = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <SettingsPage
      title={t`Automation`}
      intro={t`What every flow shares. Runs under way see a change with their next step.`}
      bar={
        <SaveBar
          draft={draft}
          shownAtFields={['/human_words', '/menu_words', '/menu_flow', '/globals']}
          staleKey={['flow-globals']}
        />
      }
    >
      {refusal && <ReadOnlyNote reason={refusal} />}
      <SettingsSection
        title={t`Words that always work`}
        about={t`A message that is nothing but one of these comes before any flow. Words of opting out come even before them.`}
      >
        <Field label={t`Bring a person`} hint={t`One word or phrase a line.`} error={problem?.field('/human_words')}>
          {(field) => (
            <WordLines
              {...field}
              words={values.human_words}
              locked={locked}
              onChange={(human_words) => set({ human_words })}
            />
          )}
        </Field>
        <Field label={t`Bring the menu`} hint={t`One word or phrase a line.`} error={problem?.field('/menu_words')}>
          {(field) => (
            <WordLines
              {...field}
              words={values.menu_words}
              locked={locked}
              onChange={(menu_words) => set({ menu_words })}
            />
          )}
        </Field>
        <Field
          label={t`The menu’s flow`}
          hint={t`It takes the place of the flow that is under way.`}
          error={problem?.field('/menu_flow')}
        >
          {(field) => (
            <Select
              {...field}
              disabled={locked}
              value={values.menu_flow ?? ''}
              onChange={(flow) => set({ menu_flow: flow === '' ? null : flow })}
              options={[
                { value: '', label: t`None` },
                ...all.map((flow) => ({
                  value: flow.id,
                  label: flow.name,
                  ...(flow.state !== 'live' && { note: t`Not live: the words do nothing until it is` }),
                })),
              ]}
            />
          )}
        </Field>
      </SettingsSection>
      <SettingsSection
        title={t`Values`}
        about={
          <Trans>
            Every flow reads them as <code className="font-mono">{EXAMPLE}</code>, such as the address of your shop or a
            price. For keys and passwords use secrets.
          </Trans>
        }
      >
        <SharedValues
          values={values.globals}
          locked={locked}
          problem={problem?.field('/globals') ?? null}
          onChange={(globals) => set({ globals })}
        />
      </SettingsSection>
    </SettingsPage>
  );
}
