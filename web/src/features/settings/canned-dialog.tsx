// Writes or changes a canned reply: its shortcut, its text with variables, and how it reads for somebody.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { type CannedReply, type CannedReplyDraft, cannedReplies } from '~/api/canned-replies';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { firstName } from '~/lib/reply-variables';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Switch } from '~/ui/switch';
import { FilledText } from '~/whatsapp/filled-text';

/** As the server counts. */
const MOST = 4096;

const EXAMPLE = '{{name|words}}';

export function CannedDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const mayShare = can.permission('canned_replies:manage');
  const [draft, setDraft] = useState<CannedReplyDraft>({
    shortcut: reply?.shortcut ?? '',
    title: reply?.title ?? '',
    body: reply?.body ?? '',
    shared: reply?.shared ?? mayShare === null,
  });
  const box = useRef<HTMLTextAreaElement>(null);
  const create = useMutation(cannedReplies.create(id));
  const update = useMutation(cannedReplies.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const facts = useSample();
  const set = (change: Partial<CannedReplyDraft>) => setDraft((old) => ({ ...old, ...change }));
  const length = [...draft.body.trim()].length;
  const reason =
    draft.shortcut.trim() === ''
      ? t`Write what to type behind “/”.`
      : draft.title.trim() === ''
        ? t`Give it a title.`
        : length === 0
          ? t`Write what the reply says.`
          : length > MOST
            ? t`The text is too long.`
            : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason) return;
    if (reply) update.mutate({ id: reply.id, ...draft }, { onSuccess: onClose });
    else create.mutate(draft, { onSuccess: onClose });
  };
  const addVariable = (name: string) => {
    const start = box.current?.selectionStart ?? draft.body.length;
    const rest = draft.body.slice(box.current?.selectionEnd ?? start);
    const before = `${draft.body.slice(0, start)}{{${name}}}`;
    set({ body: before + rest });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(before.length, before.length);
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={reply ? t`Edit canned reply` : t`New canned reply`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending || update.isPending}
            disabledReason={reason}
            onClick={submit}
          >
            {reply ? <Trans>Save</Trans> : <Trans>Create canned reply</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            label={t`Shortcut`}
            hint={t`Letters, digits, “-” and “_”: what you type behind /`}
            error={problem?.field('/shortcut')}
          >
            {(field) => (
              <Input
                {...field}
                maxLength={33}
                autoComplete="off"
                autoCapitalize="none"
                placeholder="hours"
                value={draft.shortcut}
                onChange={(event) => set({ shortcut: event.target.value.replace(/^\/+/, '') })}
              />
            )}
          </Field>
          <Field label={t`Title`} hint={t`What it is for`} error={problem?.field('/title')}>
            {(field) => (
              <Input
                {...field}
                maxLength={100}
                autoComplete="off"
                placeholder={t`Opening hours`}
                value={draft.title}
                onChange={(event) => set({ title: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Field label={t`Text`} error={problem?.field('/body')}>
          {(field) => (
            <Textarea
              {...field}
              ref={box}
              rows={5}
              className="max-h-60"
              value={draft.body}
              onChange={(event) => set({ body: event.target.value })}
            />
          )}
        </Field>
        <fieldset>
          <legend className="pb-1.5 text-13 text-fg-2">
            <Trans>Insert a variable. Write {EXAMPLE} to give words for when it is not known.</Trans>
          </legend>
          <div className="flex flex-wrap gap-1.5">
            {Object.keys(facts).map((name) => (
              <button
                key={name}
                type="button"
                onClick={() => addVariable(name)}
                className="touch-target rounded-badge border border-line bg-surface px-1.5 py-0.5 font-mono text-12 text-fg-2 hover:bg-hover"
              >
                {name}
              </button>
            ))}
          </div>
        </fieldset>
        <section aria-label={t`Preview`} className="rounded-card border border-line bg-sunken p-3">
          <p className="flex justify-between gap-2 pb-1 text-12 text-fg-3">
            <span>
              <Trans>As it reads for Elif Nair</Trans>
            </span>
            <span className={length > MOST ? 'text-danger' : ''}>
              {length}/{MOST}
            </span>
          </p>
          {length > 0 ? (
            <FilledText body={draft.body} facts={facts} />
          ) : (
            <p className="text-14 text-fg-3">
              <Trans>Nothing written yet</Trans>
            </p>
          )}
        </section>
        <Switch
          label={t`For everybody in the workspace`}
          hint={mayShare ?? t`Otherwise only you can insert it.`}
          checked={draft.shared}
          disabled={mayShare !== null}
          onChange={(shared) => set({ shared })}
        />
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}

/** Somebody made up, and the one who writes. */
function useSample() {
  const { user, workspace } = useWorkspace();
  return {
    'contact.name': 'Elif Nair',
    'contact.first_name': 'Elif',
    'contact.phone': '+34 662 42 06 87',
    'contact.username': 'elif.nair',
    'contact.email': 'elif@example.com',
    'agent.name': user.name,
    'agent.first_name': firstName(user.name),
    'workspace.name': workspace.name,
  };
}
