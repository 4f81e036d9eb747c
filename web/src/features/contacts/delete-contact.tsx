// Erases a contact with everything about them.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import type { Contact } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { TypedConfirmation } from '~/layouts/form/typed-confirmation';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';

export function DeleteContact({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const remove = useMutation(contacts.delete(id));
  const name = contact.display_name;
  const confirmed = async () => {
    await remove.mutateAsync(contact.id);
    toast({ title: t`${name} was deleted`, tone: 'success' });
    await navigate({ to: '/w/$ws/contacts', params: { ws: id }, ignoreBlocker: true });
  };
  return (
    <SettingsSection
      tone="danger"
      title={t`Delete contact`}
      about={t`For a person who asks to be forgotten. It cannot be taken back.`}
    >
      <div>
        <Button
          className="text-danger"
          disabledReason={can.permission('contacts:delete')}
          onClick={() => setOpen(true)}
        >
          <Trans>Delete this contact…</Trans>
        </Button>
      </div>
      <TypedConfirmation
        open={open}
        onClose={() => setOpen(false)}
        title={t`Delete ${name}?`}
        word={name}
        action={t`Delete contact`}
        onConfirm={confirmed}
      >
        <Trans>The contact, the conversation with all its messages, notes and files are deleted for everyone.</Trans>
      </TypedConfirmation>
    </SettingsSection>
  );
}
