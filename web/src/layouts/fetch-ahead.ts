// What floats (menus, dialogs, toasts) is not needed at first paint, but is when somebody clicks, and must not be missing when the
// network is gone: fetched in a quiet moment.
import { whenIdle } from '~/lib/use-idle-flag';

const parts = [
  () => import('~/ui/menu-popup'),
  () => import('~/ui/dialog-popup'),
  () => import('~/ui/popover-popup'),
  () => import('~/ui/toaster'),
];

/** Returns how to call it off. */
export function fetchAhead(): () => void {
  // What cannot be fetched now is fetched when it is used.
  return whenIdle(() => void Promise.allSettled(parts.map((part) => part())));
}
