// What is known of a contact, to read and to change.
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { type CustomField, customFields } from '~/api/custom-fields';
import type { Contact } from '~/api/schema';
import { type FieldValues, fieldValues, joined, untyped } from '~/layouts/form/field-values';
import { ReadOnlyNote } from '~/layouts/form/read-only-note';
import { SaveBar } from '~/layouts/form/save-bar';
import { FormPage, SettingsSection } from '~/layouts/form/settings-page';
import { TypedFields } from '~/layouts/form/typed-fields';
import { useDraft } from '~/layouts/form/use-draft';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { type Attribute, attributesOf, toAttributes } from './attributes';
import { AttributesField } from './attributes-field';
import { ConsentLedger } from './consent-ledger';
import { ConsentSection } from './consent-section';
import { ContactTags } from './contact-tags';
import { DeleteContact } from './delete-contact';
import { DuplicatesSection } from './duplicates-section';
import { Identities } from './identities';
import { TakeOut } from './take-out';
import { Timeline } from './timeline';

interface Values {
  name: string;
  email: string;
  locale: string;
  attributes: Attribute[];
  fields: FieldValues;
}

interface Props {
  contact: Contact;
  head: ReactNode;
  onMerged: (contact: Contact) => void;
}

export function ContactForm({ contact, head, onMerged }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const update = useMutation(contacts.update(id, contact));
  const refusal = can.updateContact();
  const locked = refusal !== null;
  const known = useQuery(customFields.list(id)).data ?? [];
  const stored = valuesOf(contact, known);
  const draft = useDraft<Values>(stored, ({ name, email, locale, attributes, fields }) =>
    update.mutateAsync({
      ...(name !== undefined && { name: name.trim() || null }),
      ...(email !== undefined && { email: email.trim() || null }),
      ...(locale !== undefined && { locale: locale.trim() || null }),
      ...((attributes ?? fields) && {
        attributes: joined(toAttributes(attributes ?? stored.attributes), fields ?? stored.fields, contact.attributes),
      }),
    }),
  );
  const { values, set, problem } = draft;
  return (
    <FormPage
      head={head}
      bar={
        <SaveBar
          draft={draft}
          shownAtFields={['/name', '/email', '/locale', '/attributes', ...known.map(({ key }) => `/attributes/${key}`)]}
          staleKey={['contacts', id, 'one', contact.id]}
        />
      }
    >
      {refusal && <ReadOnlyNote reason={refusal} />}
      <SettingsSection title={t`Profile`} about={t`Only your team sees this.`}>
        <Field
          label={t`Name`}
          hint={
            contact.book_name
              ? t`Empty: the name in the phone’s address book is shown.`
              : t`Empty: the name they gave themselves is shown.`
          }
          error={problem?.field('/name')}
        >
          {(field) => (
            <Input
              {...field}
              disabled={locked}
              autoComplete="off"
              placeholder={contact.book_name ?? contact.profile_name ?? ''}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="grid gap-5 md:grid-cols-2">
          <Field label={t`Email address`} error={problem?.field('/email')}>
            {(field) => (
              <Input
                {...field}
                type="email"
                dir="ltr"
                disabled={locked}
                autoComplete="off"
                value={values.email}
                onChange={(event) => set({ email: event.target.value })}
              />
            )}
          </Field>
          <Field label={t`Language`} hint={t`A code such as es or pt-BR.`} error={problem?.field('/locale')}>
            {(field) => (
              <Input
                {...field}
                dir="ltr"
                disabled={locked}
                autoComplete="off"
                value={values.locale}
                onChange={(event) => set({ locale: event.target.value })}
              />
            )}
          </Field>
        </div>
        {known.length > 0 && (
          <TypedFields
            fields={known}
            values={values.fields}
            onChange={(fields) => set({ fields })}
            locked={locked}
            problem={problem}
          />
        )}
        <AttributesField
          value={values.attributes}
          onChange={(attributes) => set({ attributes })}
          locked={locked}
          error={problem?.field('/attributes') ?? null}
        />
      </SettingsSection>
      <SettingsSection title={t`Tags`}>
        <ContactTags contact={contact} refusal={refusal} />
      </SettingsSection>
      <SettingsSection
        title={t`How WhatsApp knows them`}
        about={t`A number may be hidden and may change; the ids tie it together.`}
      >
        <Identities contact={contact} />
      </SettingsSection>
      <DuplicatesSection contact={contact} onMerged={onMerged} />
      <ConsentSection contact={contact} refusal={refusal} />
      <ConsentLedger contact={contact} />
      <Timeline contact={contact} />
      <TakeOut contact={contact} />
      <DeleteContact contact={contact} />
    </FormPage>
  );
}

function valuesOf(contact: Contact, fields: readonly CustomField[]): Values {
  return {
    name: contact.name ?? '',
    email: contact.email ?? '',
    locale: contact.locale ?? '',
    attributes: attributesOf(untyped(contact.attributes, fields)),
    fields: fieldValues(contact.attributes, fields),
  };
}
