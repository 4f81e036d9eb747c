// A notice about the contact, in the middle of the thread.
import { useLingui } from '@lingui/react/macro';
import { Info } from 'lucide-react';
import { phone } from '~/lib/format';
import type { SystemContent } from '../plain-content';
import type { BubbleProps } from './props';

export function SystemBubble({ content }: BubbleProps<SystemContent>) {
  const { t } = useLingui();
  const words = () => {
    switch (content.kind) {
      case 'user_changed_number':
        return content.waId === null
          ? t`The contact changed their number`
          : t`The contact changed their number to ${phone(content.waId)}`;
      case 'user_changed_user_id':
        return t`The contact changed their number; the new one is not shared`;
      case 'customer_identity_changed':
      case 'user_identity_changed':
        return t`The contact’s security code changed`;
      default:
        return content.body ?? t`Notice from WhatsApp`;
    }
  };
  return (
    <p className="mx-auto flex w-fit max-w-full items-center gap-1.5 rounded-full bg-hover px-3 py-1 text-center text-12 text-fg-2">
      <Info aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      <bdi>{words()}</bdi>
    </p>
  );
}
