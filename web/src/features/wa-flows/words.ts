// Meta's words about forms, in people's words.
import { useLingui } from '@lingui/react/macro';
import type { WaFlow, WaFlowStatus } from '~/api/wa-flows';

export const categories = [
  'SIGN_UP',
  'SIGN_IN',
  'APPOINTMENT_BOOKING',
  'LEAD_GENERATION',
  'CONTACT_US',
  'CUSTOMER_SUPPORT',
  'SURVEY',
  'OTHER',
] as const;

export const statusTone = {
  DRAFT: 'neutral',
  PUBLISHED: 'success',
  THROTTLED: 'warning',
  BLOCKED: 'danger',
  DEPRECATED: 'outline',
} as const satisfies Record<WaFlowStatus, string>;

export type Health = 'good' | 'poor' | 'bad' | 'unknown';

export function healthOf({ status, health }: Pick<WaFlow, 'status' | 'health'>): Health {
  if (status === 'BLOCKED' || health?.can_send_message === 'BLOCKED') return 'bad';
  if (status === 'THROTTLED' || health?.can_send_message === 'LIMITED') return 'poor';
  return health === null ? 'unknown' : 'good';
}

export function useWaFlowWords() {
  const { t } = useLingui();
  return {
    status: (status: WaFlowStatus): string =>
      ({
        DRAFT: t`Draft`,
        PUBLISHED: t`Published`,
        THROTTLED: t`Throttled`,
        BLOCKED: t`Blocked`,
        DEPRECATED: t`Deprecated`,
      })[status] ?? status,
    category: (category: string): string =>
      ({
        SIGN_UP: t`Sign up`,
        SIGN_IN: t`Sign in`,
        APPOINTMENT_BOOKING: t`Appointment`,
        LEAD_GENERATION: t`Lead`,
        CONTACT_US: t`Contact`,
        CUSTOMER_SUPPORT: t`Support`,
        SURVEY: t`Survey`,
        OTHER: t`Other`,
      })[category] ?? category,
    health: (health: Health): string =>
      ({
        good: t`Can be sent`,
        poor: t`Limited by Meta`,
        bad: t`Cannot be sent`,
        unknown: t`Meta has not said anything yet`,
      })[health],
    endpoint: (kind: WaFlow['endpoint']['kind']): string =>
      ({
        none: t`No endpoint`,
        fixed: t`Fixed answers`,
        function: t`A function`,
        forward: t`Another server`,
      })[kind] ?? kind,
    exchange: (action: string): string =>
      ({
        INIT: t`Open`,
        data_exchange: t`Exchange`,
        BACK: t`Back`,
        ping: t`Ping`,
        navigate: t`Next screen`,
        update_data: t`Data changed`,
        open_url: t`Link opened`,
        complete: t`Submitted`,
        error: t`Error`,
      })[action] ?? action,
  };
}
