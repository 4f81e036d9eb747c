// On a contact's page: who else this person may be, and any other contact to merge with.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contactMerge } from '~/api/contact-merge';
import { useWorkspace } from '~/api/current-workspace';
import type { Contact } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { DuplicatePair } from './duplicate-pair';
import { MergeDialog } from './merge-dialog';
import { PickContactDialog } from './pick-contact-dialog';

interface Props {
  contact: Contact;
  onMerged: (contact: Contact) => void;
}

export function DuplicatesSection({ contact, onMerged }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const pairs = useQuery(contactMerge.duplicates(id, contact.id));
  const [pair, setPair] = useState<{ into: string; from: string } | null>(null);
  const [picking, setPicking] = useState(false);
  const found = pairs.data ?? [];
  return (
    <SettingsSection
      title={t`Duplicates`}
      about={t`Two contacts that are one person can become one, with everything that was said.`}
    >
      {found.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {found.map((pair) => (
            <DuplicatePair
              key={pair.contacts.map((one) => one.id).join(' ')}
              pair={pair}
              about={contact.id}
              onMerge={(into, from) => setPair({ into, from })}
            />
          ))}
        </ul>
      )}
      {pairs.isSuccess && found.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>Nobody else looks like this person.</Trans>
        </p>
      )}
      <Button className="self-start" disabledReason={can.updateContact()} onClick={() => setPicking(true)}>
        <Trans>Merge with another contact…</Trans>
      </Button>
      <PickContactDialog
        open={picking}
        except={contact.id}
        onClose={() => setPicking(false)}
        onPick={(other) => {
          setPicking(false);
          setPair({ into: contact.id, from: other.id });
        }}
      />
      <MergeDialog pair={pair} onClose={() => setPair(null)} onMerged={onMerged} />
    </SettingsSection>
  );
}
