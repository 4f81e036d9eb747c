// Choosing a template and filling it in. Its parts are fetched when the dialog first opens.
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import type { Conversation } from '~/api/schema';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';

const TemplateChooser = lazy(() => import('./template-chooser'));

interface TemplateDialogProps {
  open: boolean;
  conversation: Conversation;
  onClose: () => void;
  onSent: () => void;
}

export function TemplateDialog({ open, conversation, onClose, onSent }: TemplateDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog open={open} onClose={onClose} title={t`Send a template`} size="lg">
      {open && (
        <Suspense fallback={<Skeleton className="h-80 w-full" />}>
          <TemplateChooser
            conversation={conversation}
            onSent={() => {
              onSent();
              onClose();
            }}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
