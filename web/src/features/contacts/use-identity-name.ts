// What the ids of a contact are called.
import { useLingui } from '@lingui/react/macro';

export function useIdentityName(): (kind: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    phone: t`Phone number`,
    wa_id: t`WhatsApp number`,
    bsuid: t`WhatsApp id`,
    parent_bsuid: t`WhatsApp id (portfolio)`,
    username: t`User name`,
  };
  return (kind) => names[kind] ?? kind.replaceAll('_', ' ');
}
