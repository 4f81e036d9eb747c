// Instead of the reply box when free-form messages are not possible: why, and the way out. The draft is kept.
import { Trans, useLingui } from '@lingui/react/macro';
import { Ban, CircleSlash, FileText, LockKeyhole } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Conversation } from '~/api/schema';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { useDraft } from './use-draft';

const OptOutOverride = lazy(() => import('./opt-out-override'));

export function WindowClosed({ conversation, onTemplate }: { conversation: Conversation; onTemplate: () => void }) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const [draft] = useDraft(conversation.id, 'reply');
  const { contact, window: service } = conversation;
  const Icon = contact.blocked ? Ban : contact.opted_out ? CircleSlash : LockKeyhole;
  const role = can.permission('messages:send');
  const reason =
    role ??
    (contact.blocked
      ? t`This contact is blocked. Unblock them to write.`
      : contact.opted_out
        ? t`This contact opted out of messages.`
        : service.expires_at
          ? t`The 24-hour window closed ${moment(service.expires_at)}. Only templates can be sent.`
          : t`This contact has not written yet. Only templates can be sent.`);
  return (
    <div className="flex flex-wrap items-center gap-3 px-3 py-3">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-fg-3" strokeWidth={1.75} />
      <div className="flex min-w-40 flex-1 flex-col text-13">
        <p>{reason}</p>
        {draft && (
          <p className="text-12 text-fg-3">
            <Trans>Your draft is kept.</Trans>
          </p>
        )}
      </div>
      {contact.opted_out && !contact.blocked ? (
        <Suspense fallback={null}>
          <OptOutOverride conversation={conversation} />
        </Suspense>
      ) : (
        !contact.blocked &&
        !role && (
          <Button variant="primary" icon={FileText} onClick={onTemplate}>
            <Trans>Choose template</Trans>
          </Button>
        )
      )}
    </div>
  );
}
