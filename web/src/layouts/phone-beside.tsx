// A customer's phone beside the inbox: whether this page has one, whether it shows, and the button that shows it.
import { useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { createContext, useContext } from 'react';
import { IconButton } from '~/ui/icon-button';

export interface PhoneBeside {
  open: boolean;
  toggle: () => void;
}

/** Null where there is no phone to show. */
export const PhoneBesideContext = createContext<PhoneBeside | null>(null);

export function PhoneToggle() {
  const { t } = useLingui();
  const phone = useContext(PhoneBesideContext);
  if (!phone) return null;
  return (
    <IconButton
      icon={Smartphone}
      label={t`Customer's phone`}
      shortcut="Shift+P"
      pressed={phone.open}
      onClick={phone.toggle}
    />
  );
}
