// Settings of business hours: the main opening hours and any others by name, each with its week and the days that are different.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Clock, Plus } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Calendar, type Calendars, flowSettings, MAIN_CALENDAR } from '~/api/flow-settings';
import { ProblemNote } from '~/layouts/form/problem-note';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SaveBar } from '~/layouts/form/save-bar';
import { SettingsPage } from '~/layouts/form/settings-page';
import { useDraft } from '~/layouts/form/use-draft';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { HoursCalendar } from './hours-calendar';

export default function HoursSettingsPage() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const stored = useQuery(flowSettings.hours(id));
  if (stored.data) return <Form stored={stored.data} />;
  return (
    <SettingsPage title={t`Business hours`}>
      {stored.isError ? <ProblemNote problem={asProblem(stored.error)} /> : <Skeleton className="h-60" />}
    </SettingsPage>
  );
}

/** Monday to Friday, nine to six. */
const usual: Calendar = {
  time_zone: '',
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
  days: [],
};

function Form({ stored }: { stored: Calendars }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const save = useMutation(flowSettings.setHours(id));
  const draft = useDraft({ calendars: stored }, ({ calendars = stored }) => save.mutateAsync(calendars));
  const refusal = can.permission('flows:manage');
  const { calendars } = draft.values;
  const put = (next: Calendars) => draft.set({ calendars: next });
  const names = Object.keys(calendars).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const fields = draft.problem?.fields.map(({ pointer }) => pointer) ?? [];
  return (
    <SettingsPage
      title={t`Business hours`}
      intro={t`Flows ask whether you are open, wait until you are, or start only when you are closed.`}
      bar={<SaveBar draft={draft} shownAtFields={fields} staleKey={['business-hours']} />}
    >
      {refusal && <ReadOnlyNote reason={refusal} />}
      {names.length === 0 && (
        <EmptyState
          icon={Clock}
          title={t`No opening hours yet`}
          action={
            refusal === null && (
              <Button variant="primary" icon={Plus} onClick={() => put({ [MAIN_CALENDAR]: usual })}>
                <Trans>Set opening hours</Trans>
              </Button>
            )
          }
        >
          <Trans>
            Until there are some, steps that ask for them fail, and flows for “outside opening hours” never start.
          </Trans>
        </EmptyState>
      )}
      {names.map((name) => (
        <HoursCalendar
          key={name}
          name={name}
          calendar={calendars[name] ?? usual}
          locked={refusal !== null}
          problems={draft.problem?.fields ?? []}
          onChange={(calendar) => put({ ...calendars, [name]: calendar })}
          onRemove={() => put(Object.fromEntries(Object.entries(calendars).filter(([other]) => other !== name)))}
        />
      ))}
      {names.length > 0 && refusal === null && (
        <NewCalendar taken={names} onAdd={(name) => put({ ...calendars, [name]: usual })} />
      )}
    </SettingsPage>
  );
}

const rank = (name: string) => (name === MAIN_CALENDAR ? 0 : 1);

function NewCalendar({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const problem =
    name === ''
      ? null
      : taken.includes(name)
        ? t`There are opening hours of this name.`
        : /^[a-z_][a-z0-9_]{0,39}$/.test(name)
          ? null
          : t`Use small letters, digits and “_”, beginning with a letter.`;
  return (
    <form
      className="flex items-end gap-2 py-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || problem) return;
        onAdd(name);
        setTyped('');
      }}
    >
      <Field label={t`Other opening hours, such as of a team`} error={problem}>
        {(field) => (
          <Input
            {...field}
            dir="ltr"
            maxLength={40}
            placeholder="support"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" icon={Plus}>
        <Trans>Add</Trans>
      </Button>
    </form>
  );
}
