// A new form: what it begins with, what it is called and what it is for.
import { Trans, useLingui } from '@lingui/react/macro';
import { MutationObserver, type MutationOptions } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type ApiProblem, asProblem } from '~/api/errors';
import { functions } from '~/api/functions';
import { queryClient } from '~/api/query-client';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { i18n } from '~/lib/i18n';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { toast } from '~/ui/toast';
import { CategoriesField } from './categories-field';
import { type Starter, starters } from './starters';

export function CreateDialog({ onClose, onCreated }: { onClose(): void; onCreated(flow: WaFlow): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [starter, setStarter] = useState(starters[0]);
  const [name, setName] = useState('');
  const [categories, setCategories] = useState<string[]>([starters[0]?.category ?? 'OTHER']);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = (next: Starter) => {
    setStarter(next);
    setCategories([next.category]);
  };
  const called = name.trim() || starter?.name || '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !starter) return;
    setBusy(true);
    setProblem(null);
    try {
      onCreated(await make(id, starter, called, categories));
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New form`}
      description={t`It is made at Meta as a draft; customers see nothing of it yet.`}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="new-wa-flow"
            busy={busy}
            disabledReason={categories.length === 0 ? t`Choose what it is for.` : null}
          >
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      <form id="new-wa-flow" onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <fieldset>
          <legend className="pb-2 font-medium text-13">
            <Trans>Begin with</Trans>
          </legend>
          <div className="grid gap-2 md:grid-cols-2">
            {starters.map((one) => (
              <label
                key={one.id}
                className={clsx(
                  'flex cursor-pointer items-start gap-3 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  one === starter ? 'border-accent bg-accent-soft' : 'border-line hover:bg-hover',
                )}
              >
                <input
                  type="radio"
                  name="starter"
                  checked={one === starter}
                  onChange={() => choose(one)}
                  className="mt-1 accent-accent"
                />
                <span className="flex flex-col">
                  <span className="font-medium text-14">{i18n._(one.title)}</span>
                  <span className="text-12 text-fg-2">{i18n._(one.about)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          label={t`Name`}
          hint={t`Only your team sees it. Unique in your account.`}
          error={problem?.field('/name')}
        >
          {(field) => (
            <Input
              {...field}
              value={name}
              maxLength={200}
              placeholder={starter?.name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <CategoriesField value={categories} onChange={setCategories} />
        <ProblemNote problem={problem?.field('/name') ? null : problem} />
      </form>
    </Dialog>
  );
}

/** The form, and where it has one, the function that answers it. */
async function make(workspace: string, starter: Starter, name: string, categories: string[]): Promise<WaFlow> {
  const flow = await once(waFlows.create(workspace), { name, categories, json: JSON.stringify(starter.form, null, 2) });
  if (!starter.answers) return flow;
  try {
    const made = await once(functions.create(workspace), { name: `${name}_answers` });
    await functions.saveDraft(workspace, made.id, starter.answers, made.draft_revision);
    await once(functions.publish(workspace, made.id), '');
    await once(waFlows.setEndpoint(workspace, flow.id), { kind: 'function', function: made.id, timeout_ms: 3000 });
  } catch (error) {
    // The form is there all the same; who answers it can be chosen later.
    toast({ tone: 'danger', title: asProblem(error).detail });
  }
  return flow;
}

/** A mutation as a step of several. */
function once<Answer, Input>(options: MutationOptions<Answer, Error, Input>, input: Input): Promise<Answer> {
  return new MutationObserver(queryClient, options).mutate(input);
}
