// Who may change flows: owners and admins. Null, or the reason in words.
import { useLingui } from '@lingui/react/macro';
import { useWorkspace } from '~/api/current-workspace';

export function useMayEdit(): string | null {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('flows:manage') ? null : t`Only owners and admins change flows.`;
}
