// The state of a delivery in one word.
import { useLingui } from '@lingui/react/macro';
import { Badge } from '~/ui/badge';
import { eventStates } from './search';

const tones = { accepted: 'accent', done: 'success', dead: 'danger', discarded: 'neutral' } as const;

export function StateBadge({ state }: { state: string }) {
  const name = useStateName();
  const known = eventStates.find((one) => one === state);
  return <Badge tone={known ? tones[known] : 'neutral'}>{name(state)}</Badge>;
}

export function useStateName(): (state: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    accepted: t`Waiting`,
    done: t`Done`,
    dead: t`Failed`,
    discarded: t`Discarded`,
  };
  return (state) => names[state] ?? state;
}
