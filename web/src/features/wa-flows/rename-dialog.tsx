// What a form is called and what it is for; or the name of a copy.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { CategoriesField } from './categories-field';

export function RenameDialog({ flow, as, onClose }: { flow: WaFlow; as: 'rename' | 'clone'; onClose(): void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const navigate = useNavigate();
  const [name, setName] = useState(as === 'clone' ? `${flow.name}_copy` : flow.name);
  const [categories, setCategories] = useState(flow.categories);
  const rename = useMutation(waFlows.update(id, flow.id));
  const clone = useMutation(waFlows.clone(id));
  const error = rename.error ?? clone.error;
  const problem = error ? asProblem(error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (as === 'rename') rename.mutate({ name: name.trim(), categories }, { onSuccess: onClose });
    else
      clone.mutate(
        { flow: flow.id, name: name.trim() },
        {
          onSuccess: (made) => {
            onClose();
            void navigate({ to: '/w/$ws/wa-flows/$flow/$tab', params: { ws: id, flow: made.id, tab: 'code' } });
          },
        },
      );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={as === 'rename' ? t`Name and categories` : t`Make a copy`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            type="submit"
            form="wa-flow-name"
            busy={rename.isPending || clone.isPending}
            disabledReason={
              name.trim() === '' ? t`Give it a name.` : categories.length === 0 ? t`Choose what it is for.` : null
            }
          >
            {as === 'rename' ? <Trans>Save</Trans> : <Trans>Copy</Trans>}
          </Button>
        </>
      }
    >
      <form id="wa-flow-name" onSubmit={submit} className="flex flex-col gap-5">
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input {...field} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {as === 'rename' && <CategoriesField value={categories} onChange={setCategories} />}
        <ProblemNote problem={problem?.field('/name') ? null : problem} />
      </form>
    </Dialog>
  );
}
