// The workspace's own fields of a contact, each changed where it stands; what has no type is shown below them.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { type CustomField, customFields } from '~/api/custom-fields';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { textOf, untyped, withField } from '~/layouts/form/field-values';
import { toast } from '~/ui/toast';
import { FieldBox } from './field-box';
import { FieldValue, isPicked } from './field-value';
import { FactRow } from './panel-section';

export function ContactFields({ contact }: { contact: Contact }) {
  const { id: ws } = useWorkspace();
  const { data: fields = [], isPending } = useQuery(customFields.list(ws));
  // Not for a moment as if nothing had a type.
  if (isPending) return null;
  const rest = Object.entries(untyped(contact.attributes, fields));
  return (
    <>
      {fields.map((field) => (
        <FieldRow key={`${contact.id} ${field.id}`} contact={contact} field={field} fields={fields} />
      ))}
      {rest.length > 0 && (
        <dl>
          {rest.map(([name, value]) => (
            <FactRow key={name} name={name}>
              {textOf(value)}
            </FactRow>
          ))}
        </dl>
      )}
    </>
  );
}

interface RowProps {
  contact: Contact;
  field: CustomField;
  fields: readonly CustomField[];
}

function FieldRow({ contact, field, fields }: RowProps) {
  const { id: ws } = useWorkspace();
  const update = useMutation(contacts.update(ws, contact));
  /** What is being written, while it is. */
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  /** What was sent, until it is answered. */
  const [sent, setSent] = useState<string | null>(null);
  /** What comes next has the focus: the person is still here, and does not write elsewhere by now. */
  const [focused, setFocused] = useState(false);
  const stored = textOf(contact.attributes[field.key]);

  const close = (byKey: boolean) => {
    setText(null);
    setError(null);
    setFocused(byKey);
  };
  const store = (written: string, byKey: boolean) => {
    const next = written.trim();
    close(byKey);
    if (next === stored) return;
    setSent(next);
    update.mutate(
      { attributes: withField(contact.attributes, fields, field.key, next) },
      {
        onSettled: () => setSent(null),
        onError: (refusal) => {
          const problem = asProblem(refusal);
          const why = problem.field(`/attributes/${field.key}`) ?? null;
          if (isPicked(field)) toast({ title: why ?? problem.detail, tone: 'danger' });
          else {
            setText(written);
            setError(why ?? problem.detail);
          }
        },
      },
    );
  };

  if (text !== null) {
    return (
      <FieldBox
        field={field}
        value={text}
        error={error}
        focused={focused}
        onChange={setText}
        onStore={(byKey) => store(text, byKey)}
        onCancel={() => close(true)}
      />
    );
  }
  return (
    <FieldValue
      field={field}
      value={sent ?? stored}
      focused={focused}
      onEdit={() => {
        setFocused(true);
        setText(stored);
      }}
      onPick={(picked) => store(picked, true)}
    />
  );
}
