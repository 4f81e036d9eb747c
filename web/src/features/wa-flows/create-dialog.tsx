// A new form: what it begins with, what it is called and what it is for.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { CategoriesField } from './categories-field';

export function CreateDialog({ onClose, onCreated }: { onClose(): void; onCreated(flow: WaFlow): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const starters = useQuery(waFlows.starters(id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [ownCategories, setCategories] = useState<string[] | null>(null);
  const create = useMutation(waFlows.create(id));
  const problem = create.error ? asProblem(create.error) : null;
  const choices = [
    ...(starters.data ?? []).map(({ slug, title, description, category }) => ({ slug, title, description, category })),
    { slug: '', title: t`Blank`, description: t`One screen with one question.`, category: 'OTHER' },
  ];
  const starter = choices.find(({ slug }) => slug === chosen) ?? choices[0];
  const categories = ownCategories ?? (starter ? [starter.category] : []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending || !starter || starters.isPending) return;
    create.mutate(
      {
        name: name.trim() || starter.title,
        categories,
        ...(starter.slug !== '' && { starter: starter.slug }),
      },
      {
        onSuccess: (flow) => {
          onClose();
          onCreated(flow);
        },
      },
    );
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
            busy={create.isPending}
            disabledReason={categories.length === 0 ? t`Choose what it is for.` : null}
          >
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      <form id="new-wa-flow" onSubmit={submit} className="flex flex-col gap-5">
        <fieldset>
          <legend className="pb-2 font-medium text-13">
            <Trans>Begin with</Trans>
          </legend>
          <div className="grid gap-2 md:grid-cols-2">
            {starters.isPending && [0, 1, 2, 3].map((key) => <Skeleton key={key} className="h-15 rounded-card" />)}
            {choices.map((one) => (
              <label
                key={one.slug}
                className={clsx(
                  'flex cursor-pointer items-start gap-3 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  one.slug === starter?.slug ? 'border-accent bg-accent-soft' : 'border-line hover:bg-hover',
                )}
              >
                <input
                  type="radio"
                  name="starter"
                  checked={one.slug === starter?.slug}
                  onChange={() => {
                    setChosen(one.slug);
                    setCategories(null);
                  }}
                  className="mt-1 accent-accent"
                />
                <span className="flex flex-col">
                  <span className="font-medium text-14">{one.title}</span>
                  <span className="text-12 text-fg-2">{one.description}</span>
                </span>
              </label>
            ))}
          </div>
          {starters.isError && <ProblemNote problem={asProblem(starters.error)} />}
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
              placeholder={starter?.title}
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
