// The workspace the page is in: `useWorkspace()` gives its id, the member's role and the permission gates.
import { createContext, type ReactNode, use, useMemo } from 'react';
import { Gates } from './can';
import type { Membership, User, Workspace } from './schema';

export interface CurrentWorkspace {
  id: string;
  workspace: Workspace;
  user: User;
  membership: Membership;
  /** What this member may do: `can.permission('audit:read')` is null or the reason. */
  can: Gates;
}

const Context = createContext<CurrentWorkspace | null>(null);

export function WorkspaceProvider({
  membership,
  user,
  children,
}: {
  membership: Membership;
  user: User;
  children: ReactNode;
}) {
  const value = useMemo(
    () => ({
      id: membership.workspace.id,
      workspace: membership.workspace,
      user,
      membership,
      can: new Gates(membership, user.id),
    }),
    [membership, user],
  );
  return <Context value={value}>{children}</Context>;
}

export function useWorkspace(): CurrentWorkspace {
  const value = use(Context);
  if (!value) throw new Error('useWorkspace is only for pages below /w/$ws');
  return value;
}
