// What keys can be given, in groups by noun: what the maker's own role holds, but for what only people do.
import type { Permission } from '~/api/api-keys';

export interface ScopeGroup {
  noun: string;
  permissions: { permission: Permission; verb: string }[];
}

/** The server refuses these for keys. */
const peopleOnly = [
  'workspace:delete',
  'workspace:transfer',
  'api_keys:manage',
  'members:manage',
  'invitations:manage',
  'simulator:use',
];

export function groupsOf(own: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const permission of forKeys(own)) {
    const [noun = '', verb = ''] = permission.split(':');
    const group = groups.get(noun) ?? { noun, permissions: [] };
    group.permissions.push({ permission, verb });
    groups.set(noun, group);
  }
  return [...groups.values()];
}

/** What somebody who writes down what a program may do begins with. */
export const presets = {
  read: (own: readonly string[]) => forKeys(own).filter((permission) => permission.endsWith(':read')),
  send: (own: readonly string[]) =>
    forKeys(own).filter((permission) =>
      /^((conversations|contacts|messages|media|tags|channel|workspace|templates):read|messages:send|media:upload|(contacts|conversations):update)$/.test(
        permission,
      ),
    ),
};

function forKeys(own: readonly string[]): Permission[] {
  return own.filter((permission): permission is Permission => !peopleOnly.includes(permission));
}
