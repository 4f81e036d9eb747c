// A decision about messages in words: what was decided, and how we know.
import { useLingui } from '@lingui/react/macro';
import type { OptOut } from '~/api/schema';

export function useConsentWords() {
  const { t } = useLingui();
  return {
    what: ({ action, scope }: Pick<OptOut, 'action' | 'scope'>): string => {
      if (scope === 'marketing') return action === 'opt_out' ? t`No more marketing` : t`Marketing again`;
      return action === 'opt_out' ? t`Opted out` : t`Opted back in`;
    },
    how: ({ source, actor_name }: Pick<OptOut, 'source' | 'actor_name'>): string => {
      switch (source) {
        case 'word':
          return t`wrote it`;
        case 'whatsapp':
          return t`chose it in WhatsApp`;
        case 'meta_error':
          return t`Meta refused a message`;
        case 'member':
          return actor_name ? t`noted by ${actor_name}` : t`noted by a member`;
      }
    },
  };
}
