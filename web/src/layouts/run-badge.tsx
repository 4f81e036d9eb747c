// How a run stands, in a word with its colour: the inbox and the pages of flows say it alike.
import { useLingui } from '@lingui/react/macro';
import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleStop,
  Clock,
  Hand,
  Hourglass,
  type LucideIcon,
} from 'lucide-react';
import type { RunView } from '~/api/flow-runs';
import { Badge } from '~/ui/badge';

type Standing = Pick<RunView, 'status' | 'result'>;
type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

export function RunBadge({ run, className = '' }: { run: Standing; className?: string }) {
  const words = useRunWords();
  const { tone, icon } = lookOf(run);
  return (
    <Badge tone={tone} icon={icon} className={className}>
      {words(run)}
    </Badge>
  );
}

export function useRunWords(): (run: Standing) => string {
  const { t } = useLingui();
  const results: Record<string, string> = {
    done: t`Finished`,
    failed: t`Failed`,
    handed_off: t`With people`,
    cancelled: t`Cancelled`,
    replaced: t`Replaced`,
    expired: t`Expired`,
  };
  const states = {
    queued: t`In the queue`,
    asking: t`Asking`,
    waiting: t`Waiting`,
    paused: t`Paused`,
    ended: t`Ended`,
  };
  return ({ status, result }) =>
    status === 'ended' && result ? (results[result] ?? result.replace(/_/g, ' ')) : states[status];
}

/** What a run waits for, in words. */
export function useWaitWords(): (on: readonly string[]) => string {
  const { t } = useLingui();
  const words: Record<string, string> = {
    reply: t`a reply`,
    timer: t`the clock`,
    webhook: t`a call from outside`,
    submission: t`a form`,
    status: t`news of a message`,
    release: t`people to give it back`,
  };
  return (on) => on.map((one) => words[one] ?? one).join(t` or `);
}

function lookOf({ status, result }: Standing): { tone: Tone; icon: LucideIcon } {
  switch (status) {
    case 'queued':
    case 'asking':
      return { tone: 'accent', icon: Hourglass };
    case 'waiting':
      return { tone: 'accent', icon: Clock };
    case 'paused':
      return { tone: 'warning', icon: CirclePause };
    case 'ended':
      if (result === 'done') return { tone: 'success', icon: CircleCheck };
      if (result === 'failed') return { tone: 'danger', icon: CircleAlert };
      if (result === 'handed_off') return { tone: 'neutral', icon: Hand };
      return { tone: 'neutral', icon: CircleStop };
  }
}
