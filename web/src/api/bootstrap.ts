// What must be known before a page of a workspace can be drawn: who is signed in, and where they belong.
import { account } from './account';
import { offlineProblem } from './errors';
import { queryClient } from './query-client';
import type { Me, Membership } from './schema';
import { currentSession, refreshSession } from './session';

/** Signed in? Asks the server (by cookie) the first time only. Throws when it cannot be reached. */
export async function isSignedIn(): Promise<boolean> {
  const { state } = currentSession();
  if (state !== 'unknown') return state === 'signed_in';
  const renewed = await refreshSession().catch(() => {
    throw offlineProblem();
  });
  if (!renewed && currentSession().state === 'unknown') throw offlineProblem();
  return renewed;
}

export function loadMe(): Promise<Me> {
  return queryClient.ensureQueryData(account.me());
}

export async function loadMembership(workspace: string): Promise<{ me: Me; membership: Membership | null }> {
  const me = await loadMe();
  return { me, membership: me.memberships.find((membership) => membership.workspace.id === workspace) ?? null };
}
