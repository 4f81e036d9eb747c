// Why two contacts may be one person, as small labels.
import { useLingui } from '@lingui/react/macro';
import { AtSign, Fingerprint, Mail, Phone, User } from 'lucide-react';
import type { Duplicate } from '~/api/schema';
import { phone } from '~/lib/format';
import { Badge } from '~/ui/badge';

type Reason = Duplicate['reasons'][number];

const icons = { phone: Phone, parent_bsuid: Fingerprint, username: AtSign, email: Mail, name: User };

export function DuplicateReasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useLingui();
  const text = ({ kind, value }: Reason): string => {
    switch (kind) {
      case 'phone':
        return t`Both had ${phone(value)}`;
      case 'parent_bsuid':
        return t`Same WhatsApp id in the portfolio`;
      case 'username':
        return t`Both had @${value}`;
      case 'email':
        return t`Same email ${value}`;
      case 'name':
        return t`Same name`;
    }
  };
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {reasons.map((reason) => (
        <Badge key={`${reason.kind} ${reason.value}`} icon={icons[reason.kind]} tone="warning">
          <bdi>{text(reason)}</bdi>
        </Badge>
      ))}
    </span>
  );
}
