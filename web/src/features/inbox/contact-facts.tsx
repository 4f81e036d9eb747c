// What is known of a contact: their identities on WhatsApp, address, language, and the workspace's own fields, to change where they stand.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Copy } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import type { Contact } from '~/api/schema';
import { ago, exact } from '~/lib/dates';
import { phone } from '~/lib/format';
import { useNow } from '~/lib/use-now';
import { IconButton } from '~/ui/icon-button';
import { toast } from '~/ui/toast';
import { ContactFields } from './contact-fields';
import { FactRow } from './panel-section';

export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const now = useNow();
  const names: Record<string, string> = {
    phone: t`Phone`,
    bsuid: t`WhatsApp user id`,
    parent_bsuid: t`Parent user id`,
    username: t`Username`,
  };
  return (
    <>
      <dl>
        {contact.identities.map(({ kind, value }) => (
          <FactRow key={`${kind} ${value}`} name={names[kind] ?? kind}>
            <span className="inline-flex max-w-full items-center gap-1">
              <span dir="ltr" className="truncate" data-tooltip={value}>
                {kind === 'phone' ? phone(value) : value}
              </span>
              <IconButton
                icon={Copy}
                label={t`Copy`}
                size="sm"
                className="-my-1 -me-1.5"
                onClick={() => {
                  void navigator.clipboard.writeText(value).then(() => toast({ title: t`Copied`, tone: 'success' }));
                }}
              />
            </span>
          </FactRow>
        ))}
        {contact.profile_name && contact.profile_name !== contact.display_name && (
          <FactRow name={t`Profile name`}>
            <bdi>{contact.profile_name}</bdi>
          </FactRow>
        )}
        {contact.email && (
          <FactRow name={t`Email`}>
            <span dir="ltr">{contact.email}</span>
          </FactRow>
        )}
        {contact.locale && <FactRow name={t`Language`}>{contact.locale}</FactRow>}
        {contact.last_seen_at && (
          <FactRow name={t`Last seen`}>
            <time dateTime={contact.last_seen_at} data-tooltip={exact(contact.last_seen_at)}>
              {ago(contact.last_seen_at, now)}
            </time>
          </FactRow>
        )}
      </dl>
      <ContactFields contact={contact} />
      <div className="pt-1 text-13">
        <Link
          to="/w/$ws/contacts/$contact"
          params={{ ws, contact: contact.id }}
          className="font-medium text-accent-text hover:underline"
        >
          <Trans>Open contact</Trans>
        </Link>
      </div>
    </>
  );
}
