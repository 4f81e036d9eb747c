// Above the reply being written: the message it answers.
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { Message } from '~/api/schema';
import { IconButton } from '~/ui/icon-button';
import { plain } from '~/whatsapp/format';

export function QuoteBar({
  message,
  contactName,
  onCancel,
}: {
  message: Message;
  contactName: string;
  onCancel: () => void;
}) {
  const { t } = useLingui();
  const author = message.direction === 'inbound' ? contactName : (message.author.name ?? t`Your team`);
  return (
    <div className="mx-2 mt-1.5 flex items-center gap-2 rounded-control border-accent border-s-3 bg-sunken py-1 ps-2.5 pe-1">
      <div className="flex min-w-0 flex-1 flex-col text-12">
        <span className="font-medium text-accent-text">
          <bdi>{t`Replying to ${author}`}</bdi>
        </span>
        <bdi className="truncate text-fg-2">{plain(message.preview)}</bdi>
      </div>
      <IconButton icon={X} label={t`Do not quote`} size="sm" onClick={onCancel} />
    </div>
  );
}
