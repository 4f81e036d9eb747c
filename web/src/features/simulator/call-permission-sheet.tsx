// The business asks whether it may call: the three answers WhatsApp offers.
import { Trans, useLingui } from '@lingui/react/macro';
import { PhoneCall, PhoneOff } from 'lucide-react';
import { Button } from '~/ui/button';
import { PhoneSheet } from './phone-sheet';

interface Props {
  business: string;
  onClose(): void;
  onAnswer(answer: 'accept' | 'accept_always' | 'reject'): void;
}

export function CallPermissionSheet({ business, onClose, onAnswer }: Props) {
  const { t } = useLingui();
  return (
    <PhoneSheet title={t`May ${business} call you?`} onClose={onClose}>
      <p className="pb-3 text-13 text-fg-2">
        <Trans>You can change this at any time in the business’s profile.</Trans>
      </p>
      <div className="flex flex-col gap-2">
        <Button size="lg" variant="primary" icon={PhoneCall} onClick={() => onAnswer('accept')}>
          <Trans>Allow for 7 days</Trans>
        </Button>
        <Button size="lg" icon={PhoneCall} onClick={() => onAnswer('accept_always')}>
          <Trans>Always allow</Trans>
        </Button>
        <Button size="lg" icon={PhoneOff} onClick={() => onAnswer('reject')}>
          <Trans>Don’t allow</Trans>
        </Button>
      </div>
    </PhoneSheet>
  );
}
