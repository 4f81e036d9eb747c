// Makes or changes a contact field: what it is called, its type, its choices.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type CustomField, customFields, type FieldKind } from '~/api/custom-fields';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { fieldKinds, useFieldKinds } from './field-kinds';

export function FieldDialog({ field, onClose }: { field: CustomField | null; onClose: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const kinds = useFieldKinds();
  const [label, setLabel] = useState(field?.label ?? '');
  const [kind, setKind] = useState<FieldKind>(field?.kind ?? 'text');
  const [lines, setLines] = useState(field?.choices.join('\n') ?? '');
  const create = useMutation(customFields.create(id));
  const update = useMutation(customFields.update(id));
  const error = create.error ?? update.error;
  const problem = error ? asProblem(error) : null;
  const choices = lines.split('\n').flatMap((line) => line.trim() || []);
  const missing =
    label.trim() === ''
      ? t`Give the field a name.`
      : kind === 'choice' && choices.length === 0
        ? t`Write at least one choice.`
        : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing) return;
    const body = { label: label.trim(), ...(kind === 'choice' && { choices }) };
    if (field) update.mutate({ field: field.id, ...body }, { onSuccess: onClose });
    else create.mutate({ ...body, kind }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={field ? t`Edit field` : t`New field`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending || update.isPending}
            disabledReason={missing}
            onClick={submit}
          >
            {field ? <Trans>Save</Trans> : <Trans>Create field</Trans>}
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`Name`} error={problem?.field('/label') ?? problem?.field('/key')}>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              autoComplete="off"
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t`Type`}
          hint={field ? t`The type of a field stays; make a new field for another one.` : undefined}
        >
          {(control) => (
            <Select<FieldKind>
              {...control}
              value={kind}
              disabled={field !== null}
              onChange={setKind}
              options={fieldKinds.map((value) => ({ value, label: kinds[value].name, note: kinds[value].note }))}
            />
          )}
        </Field>
        {kind === 'choice' && (
          <Field label={t`Choices`} hint={t`One on each line.`} error={problem?.field('/choices')}>
            {(control) => (
              <Textarea {...control} rows={5} value={lines} onChange={(event) => setLines(event.target.value)} />
            )}
          </Field>
        )}
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
    </Dialog>
  );
}
