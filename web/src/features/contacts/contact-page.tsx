// One contact: who they are, how they are known to WhatsApp, what they agreed to, and what can be done.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, CircleAlert, Merge, MessageCircle, UserRoundX } from 'lucide-react';
import { contacts } from '~/api/contacts';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { useTitle } from '~/lib/use-title';
import { Avatar } from '~/ui/avatar';
import { Button, buttonClass } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { ContactForm } from './contact-form';

export default function ContactPage({ contact: contactId }: { contact: string }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const navigate = useNavigate();
  const contact = useQuery(contacts.get(id, contactId));
  if (contact.isPending) {
    return (
      <div aria-hidden="true" className="mx-auto flex w-full max-w-240 flex-col gap-6 p-8">
        <Skeleton className="h-14 w-72" />
        <Skeleton className="h-60" />
      </div>
    );
  }
  if (contact.isError) {
    const problem = asProblem(contact.error);
    const gone = problem.status === 404;
    const into = problem.code === 'contact.merged' ? /into (\S+?)\.$/.exec(problem.detail)?.[1] : undefined;
    if (into) return <Merged ws={id} into={into} />;
    return (
      <EmptyState
        icon={gone ? UserRoundX : CircleAlert}
        wholePage
        title={gone ? t`This contact does not exist` : problem.detail}
        action={
          gone ? (
            <Link to="/w/$ws/contacts" params={{ ws: id }} className={buttonClass()}>
              <Trans>All contacts</Trans>
            </Link>
          ) : (
            <Button onClick={() => void contact.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          )
        }
      >
        {gone ? <Trans>It may have been deleted.</Trans> : problem.remedy}
      </EmptyState>
    );
  }
  return (
    <ContactForm
      key={contact.data.id}
      contact={contact.data}
      head={<Head contact={contact.data} />}
      onMerged={(into) => void navigate({ to: '/w/$ws/contacts/$contact', params: { ws: id, contact: into.id } })}
    />
  );
}

function Merged({ ws, into }: { ws: string; into: string }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={Merge}
      wholePage
      title={t`This contact was merged into another`}
      action={
        <Link
          to="/w/$ws/contacts/$contact"
          params={{ ws, contact: into }}
          className={buttonClass({ variant: 'primary' })}
        >
          <Trans>Open the contact</Trans>
        </Link>
      }
    />
  );
}

function Head({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const navigate = useNavigate();
  useTitle(contact.display_name, t`Contacts`, workspace.name);
  const start = useMutation({
    ...conversations.start(id),
    onSuccess: (conversation) =>
      void navigate({
        to: '/w/$ws/inbox/$view/$conversation',
        params: { ws: id, view: 'all', conversation: conversation.id },
      }),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3 pb-6">
      <Link
        to="/w/$ws/contacts"
        params={{ ws: id }}
        aria-label={t`All contacts`}
        data-tooltip={t`All contacts`}
        className="touch-target -ms-2 flex size-8 items-center justify-center rounded-control text-fg-2 hover:bg-hover"
      >
        <ArrowLeft aria-hidden="true" className="mirror size-4.5" strokeWidth={1.75} />
      </Link>
      <Avatar id={contact.id} name={contact.display_name} size="lg" />
      <div className="min-w-0 flex-1 basis-52">
        <h1 tabIndex={-1} className="truncate font-semibold text-20">
          <bdi>{contact.display_name}</bdi>
        </h1>
        {contact.profile_name && contact.profile_name !== contact.display_name && (
          <p className="truncate text-13 text-fg-3">
            <Trans>
              Calls themselves <bdi>{contact.profile_name}</bdi>
            </Trans>
          </p>
        )}
      </div>
      {contact.conversation_id ? (
        <Link
          to="/w/$ws/inbox/$view/$conversation"
          params={{ ws: id, view: 'all', conversation: contact.conversation_id }}
          className={buttonClass({ variant: 'primary' })}
        >
          <MessageCircle aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <Trans>Open conversation</Trans>
        </Link>
      ) : (
        <StartButton busy={start.isPending} onStart={() => start.mutate(contact.id)} />
      )}
    </header>
  );
}

function StartButton({ busy, onStart }: { busy: boolean; onStart: () => void }) {
  const { can } = useWorkspace();
  return (
    <Button
      variant="primary"
      icon={MessageCircle}
      busy={busy}
      disabledReason={can.permission('messages:send')}
      onClick={onStart}
    >
      <Trans>Start conversation</Trans>
    </Button>
  );
}
