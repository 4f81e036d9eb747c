// Beside the thread: who the contact is, their tags, this conversation's facts, and notes.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact, Conversation } from '~/api/schema';
import { phone } from '~/lib/format';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Skeleton } from '~/ui/skeleton';
import { ConsentSection } from './consent-section';
import { ContactFacts } from './contact-facts';
import { ContactName } from './contact-name';
import { ContactTags } from './contact-tags';
import { ConversationFacts } from './conversation-facts';
import { NotesSection } from './notes-section';
import { PanelSection } from './panel-section';

const RunsSection = lazy(() => import('./automation/runs-section'));

export default function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const contact = useQuery(contacts.get(ws, conversation.contact.id));
  return (
    <div className="flex flex-col">
      <header className="flex flex-col items-center gap-2 px-4 pt-5 pb-4 text-center">
        <Avatar id={conversation.contact.id} name={conversation.contact.display_name} size="lg" />
        {contact.data ? (
          <Person contact={contact.data} />
        ) : (
          <bdi className="font-semibold text-16">{conversation.contact.display_name}</bdi>
        )}
      </header>
      {contact.isPending && <Skeleton className="mx-4 mb-4 h-24" />}
      {contact.isError && (
        <p className="mx-4 mb-4 flex items-center gap-2 text-13 text-danger">
          <CircleAlert aria-hidden="true" className="size-4" />
          {asProblem(contact.error).detail}
        </p>
      )}
      <PanelSection id="conversation" title={t`Conversation`}>
        <ConversationFacts conversation={conversation} />
      </PanelSection>
      <PanelSection id="automation" title={t`Automation`}>
        <Suspense fallback={<Skeleton className="h-12 w-full" />}>
          <RunsSection conversation={conversation} />
        </Suspense>
      </PanelSection>
      {contact.data && (
        <PanelSection id="contact" title={t`Contact`}>
          <ContactFacts contact={contact.data} />
        </PanelSection>
      )}
      {contact.data && (
        <PanelSection id="consent" title={t`Consent`}>
          <ConsentSection contact={contact.data} />
        </PanelSection>
      )}
      <PanelSection id="notes" title={t`Notes`}>
        <NotesSection conversation={conversation.id} />
      </PanelSection>
    </div>
  );
}

function Person({ contact }: { contact: Contact }) {
  return (
    <>
      <ContactName key={`${contact.id} ${contact.version}`} contact={contact} />
      {(contact.phone ?? contact.username) && (
        <p dir="ltr" className="text-13 text-fg-2">
          {contact.phone ? phone(contact.phone) : `@${contact.username}`}
        </p>
      )}
      <div className="flex flex-wrap justify-center gap-1">
        {contact.opted_out && (
          <Badge tone="danger">
            <Trans>Opted out</Trans>
          </Badge>
        )}
        {contact.blocked && (
          <Badge tone="danger">
            <Trans>Blocked</Trans>
          </Badge>
        )}
        <ContactTags contact={contact} />
      </div>
    </>
  );
}
