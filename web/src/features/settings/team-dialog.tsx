// Makes or changes a team: its members with what they can carry, and how conversations come to them.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { members } from '~/api/team';
import { type Team, type TeamDraft, teams } from '~/api/teams';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Avatar } from '~/ui/avatar';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Switch } from '~/ui/switch';

interface TeamDialogProps {
  team: Team | null;
  /** The team that takes what is new at the moment. */
  takesNewNow: Team | null;
  onClose: () => void;
}

export function TeamDialog({ team, takesNewNow, onClose }: TeamDialogProps) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [draft, setDraft] = useState<TeamDraft>({
    name: team?.name ?? '',
    hands_out: team?.hands_out ?? 'off',
    reopened: team?.reopened ?? 'keep',
    takes_new: team?.takes_new ?? false,
    members: team?.members ?? [],
  });
  const create = useMutation(teams.create(id));
  const update = useMutation(teams.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const set = (change: Partial<TeamDraft>) => setDraft((old) => ({ ...old, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.name.trim() === '') return;
    if (team) update.mutate({ id: team.id, ...draft }, { onSuccess: onClose });
    else create.mutate(draft, { onSuccess: onClose });
  };
  const other = takesNewNow && takesNewNow.id !== team?.id ? takesNewNow.name : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={team ? t`Edit team` : t`New team`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending || update.isPending}
            disabledReason={draft.name.trim() === '' ? t`Give the team a name.` : null}
            onClick={submit}
          >
            {team ? <Trans>Save</Trans> : <Trans>Create team</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-5" onSubmit={submit}>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              maxLength={60}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <MemberList draft={draft} onChange={(list) => set({ members: list })} />
        <Choice
          label={t`Hand out conversations`}
          name="hands-out"
          value={draft.hands_out}
          options={[
            { value: 'off', label: t`No`, hint: t`People take them from the queue.` },
            { value: 'online', label: t`In turn, to who is online`, hint: t`Waits while nobody has the console open.` },
            { value: 'everyone', label: t`In turn, to every member`, hint: t`Whether they are online or not.` },
          ]}
          onChange={(hands_out) => set({ hands_out })}
        />
        {draft.hands_out !== 'off' && (
          <Choice
            label={t`When a customer writes in a closed conversation`}
            name="reopened"
            value={draft.reopened}
            options={[
              { value: 'keep', label: t`It stays with its person`, hint: null },
              { value: 'hand_out', label: t`It is handed out anew`, hint: null },
            ]}
            onChange={(reopened) => set({ reopened })}
          />
        )}
        <Switch
          label={t`Takes what is new`}
          hint={
            other
              ? t`Conversations of no team that wait for an answer come here instead of to ${other}.`
              : t`Conversations of no team that wait for an answer come here. Otherwise they stay unassigned.`
          }
          checked={draft.takes_new}
          onChange={(takes_new) => set({ takes_new })}
        />
        {problem && problem.field('/name') === null && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}

function MemberList({ draft, onChange }: { draft: TeamDraft; onChange: (list: TeamDraft['members']) => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { data: people = [] } = useQuery(members.list(id));
  const inTeam = (user: string) => draft.members.find((member) => member.user_id === user);
  // Analysts cannot answer; who is in the team already stays to be seen.
  const candidates = people.filter(
    (person) => inTeam(person.user_id) || (!person.disabled && person.role !== 'ANALYST'),
  );
  const setCapacity = (user: string, text: string) => {
    const capacity = text === '' ? null : Math.max(0, Math.min(500, Math.trunc(Number(text)) || 0));
    onChange(draft.members.map((member) => (member.user_id === user ? { ...member, capacity } : member)));
  };
  return (
    <fieldset>
      <legend className="pb-1 font-medium text-13">
        <Trans>Members</Trans>
      </legend>
      <p className="pb-2 text-12 text-fg-3">
        <Trans>Beside each: how many open conversations they take at most. Leave it empty for no limit.</Trans>
      </p>
      <ul className="scroller max-h-60 divide-y divide-line rounded-control border border-line">
        {candidates.map((person) => {
          const member = inTeam(person.user_id);
          return (
            <li key={person.user_id} className="flex min-h-11 items-center gap-3 px-3 py-1">
              <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5">
                <input
                  type="checkbox"
                  checked={member !== undefined}
                  onChange={(event) =>
                    onChange(
                      event.target.checked
                        ? [...draft.members, { user_id: person.user_id, capacity: null }]
                        : draft.members.filter(({ user_id }) => user_id !== person.user_id),
                    )
                  }
                  className="size-4 shrink-0 accent-accent"
                />
                <Avatar id={person.user_id} name={person.name} size="sm" />
                <bdi className="min-w-0 truncate text-14">{person.name}</bdi>
              </label>
              {member && (
                <input
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={500}
                  aria-label={t`Open conversations of ${person.name} at most`}
                  placeholder="∞"
                  value={member.capacity ?? ''}
                  onChange={(event) => setCapacity(person.user_id, event.target.value)}
                  className="h-8 w-18 shrink-0 rounded-control border border-line-strong bg-surface px-2 text-14 coarse:h-11"
                />
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  name: string;
  value: Value;
  options: { value: Value; label: string; hint: string | null }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, name, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend className="pb-1.5 font-medium text-13">{label}</legend>
      <div className="flex flex-col gap-1.5">
        {options.map((option) => (
          <label key={option.value} className="flex cursor-pointer items-start gap-2.5 text-14 coarse:min-h-11">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="flex flex-col">
              {option.label}
              {option.hint && <span className="text-12 text-fg-3">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
