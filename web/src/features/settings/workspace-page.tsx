// Settings of the workspace: its name, its clock, what customers see of the team, and its end.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Workspace } from '~/api/schema';
import { workspaces } from '~/api/team';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SaveBar } from '~/layouts/form/save-bar';
import { SettingsPage, SettingsSection } from '~/layouts/form/settings-page';
import { TypedConfirmation } from '~/layouts/form/typed-confirmation';
import { useDraft } from '~/layouts/form/use-draft';
import { useNow } from '~/lib/use-now';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';
import { KeepFiles } from './keep-files';
import { KeepRuns } from './keep-runs';
import { TimeZoneField } from './time-zone-field';

type Receipts = NonNullable<Workspace['settings']['read_receipts']>;
type Unknown = NonNullable<Workspace['settings']['unknown_policy']>;

interface Values {
  name: string;
  time_zone: string;
  read_receipts: Receipts;
  typing_to_contact: boolean;
  typing_pause_ms: number;
  unknown_policy: Unknown;
  keep_media_days: number;
  keep_run_days: number;
  undo_send_seconds: number;
  require_second_factor: boolean;
}

export default function WorkspaceSettingsPage() {
  const { t } = useLingui();
  const now = useNow();
  const { workspace, membership, can } = useWorkspace();
  const update = useMutation(workspaces.update(workspace));
  const refusal = can.permission('workspace:update');
  const draft = useDraft<Values>(valuesOf(workspace), ({ name, time_zone, ...settings }) =>
    update.mutateAsync({
      ...(name !== undefined && { name: name.trim() }),
      ...(time_zone !== undefined && { time_zone }),
      ...(Object.keys(settings).length > 0 && { settings }),
    }),
  );
  const { values, set, problem } = draft;
  const locked = refusal !== null;
  const receipts: { value: Receipts; label: string; note: string }[] = [
    {
      value: 'on_open',
      label: t`When a teammate opens the conversation`,
      note: t`Blue ticks after one second on screen`,
    },
    { value: 'on_reply', label: t`Only with an answer`, note: t`Customers never see that you read and waited` },
    { value: 'never', label: t`Never`, note: t`Typing is not shown either: WhatsApp ties the two together` },
  ];
  const unknowns: { value: Unknown; label: string; note: string }[] = [
    { value: 'hold', label: t`Ask a teammate`, note: t`No customer gets a message twice` },
    { value: 'resend', label: t`Send again by itself`, note: t`Nothing is missed, but now and then one arrives twice` },
  ];

  return (
    <SettingsPage
      title={t`Workspace`}
      bar={
        <SaveBar
          draft={draft}
          shownAtFields={['/name', '/time_zone', '/settings/typing_pause_ms', '/settings/require_second_factor']}
          staleKey={['me']}
        />
      }
    >
      {refusal && <ReadOnlyNote reason={refusal} />}
      <SettingsSection title={t`General`}>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              maxLength={100}
              disabled={locked}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <TimeZoneField
          value={values.time_zone}
          onChange={(time_zone) => set({ time_zone })}
          error={problem?.field('/time_zone') ?? null}
          disabled={locked}
          now={now}
        />
      </SettingsSection>
      <SettingsSection title={t`What customers see`} about={t`How WhatsApp’s signals follow what your team does.`}>
        <Field label={t`Blue ticks`}>
          {(field) => (
            <Select
              {...field}
              disabled={locked}
              value={values.read_receipts}
              onChange={(read_receipts) => set({ read_receipts })}
              options={receipts}
            />
          )}
        </Field>
        <Switch
          checked={values.typing_to_contact}
          disabled={locked}
          onChange={(typing_to_contact) => set({ typing_to_contact })}
          label={t`Show “typing…” before an answer`}
          hint={t`It never delays or fails a message. Showing it marks the customer’s message as read.`}
        />
        {values.typing_to_contact && (
          <Field label={t`Pause between “typing…” and the message`} error={problem?.field('/settings/typing_pause_ms')}>
            {(field) => (
              <div className="flex items-center gap-3">
                <input
                  {...field}
                  type="range"
                  min={0}
                  max={5000}
                  step={100}
                  disabled={locked}
                  value={values.typing_pause_ms}
                  aria-valuetext={t`${values.typing_pause_ms / 1000} seconds`}
                  onChange={(event) => set({ typing_pause_ms: Number(event.target.value) })}
                  className="h-6 min-w-0 flex-1 accent-accent"
                />
                <output className="w-12 shrink-0 text-end text-13 text-fg-2">{t`${values.typing_pause_ms / 1000} s`}</output>
              </div>
            )}
          </Field>
        )}
      </SettingsSection>
      <SettingsSection
        id="undo"
        title={t`Time to undo`}
        about={t`A moment to take a message back. Customers wait that much longer for each answer.`}
      >
        <Field label={t`Messages leave`}>
          {(field) => (
            <Select
              {...field}
              disabled={locked}
              value={String(values.undo_send_seconds)}
              onChange={(seconds) => set({ undo_send_seconds: Number(seconds) })}
              options={[
                { value: '0', label: t`At once` },
                ...[3, 5, 10, 20, 30].map((seconds) => ({
                  value: String(seconds),
                  label: t`After ${seconds} seconds`,
                })),
              ]}
            />
          )}
        </Field>
      </SettingsSection>
      <SettingsSection
        title={t`When an answer gets lost`}
        about={t`Rarely the line to WhatsApp breaks after a message was handed over, and nobody knows whether it was sent.`}
      >
        <Field label={t`Then`}>
          {(field) => (
            <Select
              {...field}
              disabled={locked}
              value={values.unknown_policy}
              onChange={(unknown_policy) => set({ unknown_policy })}
              options={unknowns}
            />
          )}
        </Field>
      </SettingsSection>
      <KeepFiles
        days={values.keep_media_days}
        disabled={locked}
        onChange={(keep_media_days) => set({ keep_media_days })}
      />
      <KeepRuns
        days={values.keep_run_days}
        disabled={locked}
        error={problem?.field('/settings/keep_run_days')}
        onChange={(keep_run_days) => set({ keep_run_days })}
      />
      <SettingsSection title={t`Signing in`} about={t`For owners.`}>
        <Switch
          checked={values.require_second_factor}
          disabled={locked || membership.role !== 'OWNER'}
          onChange={(require_second_factor) => set({ require_second_factor })}
          label={t`Everybody needs a second factor`}
          hint={
            membership.role === 'OWNER'
              ? t`Members without one are let in again once they add it to their account. You need one yourself first.`
              : t`Only owners decide this.`
          }
        />
        {problem?.field('/settings/require_second_factor') && (
          <p className="text-12 text-danger">{problem.field('/settings/require_second_factor')}</p>
        )}
      </SettingsSection>
      <DangerZone />
    </SettingsPage>
  );
}

function valuesOf({ name, time_zone, settings }: Workspace): Values {
  return {
    name,
    time_zone,
    read_receipts: settings.read_receipts ?? 'on_open',
    typing_to_contact: settings.typing_to_contact ?? true,
    typing_pause_ms: settings.typing_pause_ms ?? 600,
    unknown_policy: settings.unknown_policy ?? 'hold',
    keep_media_days: settings.keep_media_days ?? 0,
    keep_run_days: settings.keep_run_days ?? 90,
    require_second_factor: settings.require_second_factor ?? false,
    undo_send_seconds: settings.undo_send_seconds ?? 0,
  };
}

function DangerZone() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { workspace, can } = useWorkspace();
  const [open, setOpen] = useState(false);
  const remove = useMutation(workspaces.delete(workspace.id));
  const confirmed = async (word: string) => {
    await remove.mutateAsync(word);
    await navigate({ to: '/' });
  };
  return (
    <SettingsSection tone="danger" title={t`Delete workspace`} about={t`For owners. It cannot be taken back.`}>
      <div>
        <Button
          className="text-danger"
          disabledReason={can.permission('workspace:delete')}
          onClick={() => setOpen(true)}
        >
          <Trans>Delete this workspace…</Trans>
        </Button>
      </div>
      <TypedConfirmation
        open={open}
        onClose={() => setOpen(false)}
        title={t`Delete ${workspace.name}?`}
        word={workspace.name}
        action={t`Delete workspace`}
        onConfirm={confirmed}
      >
        <Trans>
          All conversations, contacts, files, settings and the audit log of this workspace are deleted for everyone. The
          WhatsApp number itself stays with Meta.
        </Trans>
      </TypedConfirmation>
    </SettingsSection>
  );
}
