// A notice for the one who wrote it when a message for later could not be sent: why, and the way out.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { onScheduledFailure } from '~/realtime/scheduled-failures';
import { toast } from '~/ui/toast';

export default function ScheduledFailures() {
  const { t } = useLingui();
  const { id: ws, user, can } = useWorkspace();
  const navigate = useNavigate();
  const mayMend = can.has('channel:manage');
  useEffect(
    () =>
      onScheduledFailure((message) => {
        if (message.author_id !== user.id) return;
        const { error } = message;
        const settings = error?.who === 'admin' && mayMend;
        const open = () =>
          settings
            ? navigate({ to: '/w/$ws/settings/$section', params: { ws, section: 'channel' } })
            : navigate({
                to: '/w/$ws/inbox/$view/$conversation',
                params: { ws, view: 'all', conversation: message.conversation_id },
              });
        toast({
          title: t`Your scheduled message to ${message.contact_name} was not sent`,
          tone: 'danger',
          ...(error && { description: [error.detail, error.remedy].filter(Boolean).join(' ') }),
          action: { label: settings ? t`Open the number’s page` : t`Open conversation`, onClick: () => void open() },
        });
      }),
    [t, ws, user.id, mayMend, navigate],
  );
  return null;
}
