// A customer's phone beside the inbox: whether this page has one, whether it shows, and the button that shows it.
import { useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { createContext, useContext, useEffect, useRef } from 'react';
import { IconButton } from '~/ui/icon-button';

export interface PhoneBeside {
  open: boolean;
  /** It lies over the inbox: there is no room beside it. */
  over: boolean;
  toggle: () => void;
}

/** Null where there is no phone to show, undefined until that is known. */
export const PhoneBesideContext = createContext<PhoneBeside | null | undefined>(null);

export function PhoneToggle() {
  const { t } = useLingui();
  const phone = useContext(PhoneBesideContext);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const open = phone?.open ?? false;
  // Whoever closes the phone is back where they opened it.
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!phone) return null;
  return (
    <IconButton
      ref={button}
      icon={Smartphone}
      label={t`Customer's phone`}
      shortcut="Shift+P"
      pressed={phone.open}
      onClick={phone.toggle}
    />
  );
}
