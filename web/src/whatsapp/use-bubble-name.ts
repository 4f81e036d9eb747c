// What a screen reader calls a message: who, when, what.
import { useLingui } from '@lingui/react/macro';
import { clock } from '~/lib/dates';
import { isOwn, type MessageView, type Perspective } from './message';

export function useBubbleName(message: MessageView, perspective: Perspective, contactName: string | undefined): string {
  const { t } = useLingui();
  const who = () => {
    if (isOwn(message, perspective)) return perspective === 'customer' ? t`You` : (message.author.name ?? authorKind());
    return contactName ?? (perspective === 'business' ? t`Contact` : t`Business`);
  };
  const authorKind = () => {
    switch (message.author.kind) {
      case 'contact':
        return t`Contact`;
      case 'agent':
        return t`Teammate`;
      case 'flow':
        return t`Automation`;
      case 'api':
        return t`API`;
      case 'phone_app':
        return t`Phone app`;
      case 'system':
        return t`System`;
    }
  };
  return `${who()}, ${clock(message.sent_at)}, ${message.kind.replaceAll('_', ' ')}`;
}
