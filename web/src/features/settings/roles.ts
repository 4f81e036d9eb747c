// The four roles in words, and who may give or change which (the server decides in the end).
import { useLingui } from '@lingui/react/macro';
import type { Role } from '~/api/schema';

/** From the most to the least powerful. */
export const roles: readonly Role[] = ['OWNER', 'ADMIN', 'AGENT', 'ANALYST'];

/** Only owners touch owners; admins manage everybody else. */
export function mayManage(own: Role, other: Role): boolean {
  return own === 'OWNER' || (own === 'ADMIN' && other !== 'OWNER');
}

export function useRoleWords(): { [role in Role]: { name: string; about: string } } {
  const { t } = useLingui();
  return {
    OWNER: { name: t`Owner`, about: t`Everything, other owners and deleting the workspace included.` },
    ADMIN: { name: t`Admin`, about: t`Runs the number, the team, tags, raw deliveries and the audit log.` },
    AGENT: { name: t`Agent`, about: t`Answers customers, edits contacts, writes notes.` },
    ANALYST: { name: t`Analyst`, about: t`Reads conversations and contacts, changes nothing.` },
  };
}
