// Makes or changes a tag: its name, its colour, and how it looks.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Tag } from '~/api/schema';
import { tags } from '~/api/team';
import { ProblemNote } from '~/layouts/form/problem-note';
import { TagChip } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

const colors: readonly Tag['color'][] = ['gray', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'];

export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState<Tag['color']>(tag?.color ?? 'gray');
  const create = useMutation(tags.create(id));
  const update = useMutation(tags.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const names: Record<string, string> = {
    gray: t`Grey`,
    red: t`Red`,
    amber: t`Amber`,
    green: t`Green`,
    teal: t`Teal`,
    blue: t`Blue`,
    violet: t`Violet`,
    pink: t`Pink`,
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const body = { name: name.trim(), color };
    if (tag) update.mutate({ tag: tag.id, ...body }, { onSuccess: onClose });
    else create.mutate(body, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={tag ? t`Edit tag` : t`New tag`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending || update.isPending}
            disabledReason={name.trim() === '' ? t`Give the tag a name.` : null}
            onClick={submit}
          >
            {tag ? <Trans>Save</Trans> : <Trans>Create tag</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              maxLength={50}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset>
          <legend className="pb-1.5 font-medium text-13">
            <Trans>Colour</Trans>
          </legend>
          <div className="flex flex-wrap gap-1.5">
            {colors.map((one) => (
              <label
                key={one}
                className="flex min-h-8 cursor-pointer items-center rounded-control border-2 border-transparent px-1 has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 coarse:min-h-11"
              >
                <input
                  type="radio"
                  name="color"
                  value={one}
                  checked={one === color}
                  onChange={() => setColor(one)}
                  className="sr-only"
                />
                <TagChip name={names[one] ?? one} color={one} />
              </label>
            ))}
          </div>
        </fieldset>
        <p className="flex items-center gap-2 text-13 text-fg-3">
          <Trans>Looks like</Trans> <TagChip name={name.trim() || t`tag`} color={color} />
        </p>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
