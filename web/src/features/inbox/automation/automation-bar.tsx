// Above the reply box while automation holds the pen and somebody writes: sending takes over, unless they say otherwise.
import { Trans } from '@lingui/react/macro';
import { Bot } from 'lucide-react';
import type { Conversation } from '~/api/schema';
import { Button } from '~/ui/button';
import { usePenActions } from './use-pen-actions';

interface Props {
  conversation: Conversation;
  /** Send without taking over. */
  beside: boolean;
  onBeside: (beside: boolean) => void;
}

export default function AutomationBar({ conversation, beside, onBeside }: Props) {
  const actions = usePenActions(conversation);
  return (
    <div
      role="status"
      className="mx-2 mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-control bg-accent-soft px-2.5 py-1 text-12"
    >
      <Bot aria-hidden="true" className="size-4 shrink-0 text-accent-text" strokeWidth={1.75} />
      <p className="min-w-0 flex-1 basis-48 text-fg">
        {beside ? (
          <Trans>Your message goes out as well. Automation goes on.</Trans>
        ) : (
          <Trans>Automation is running. Sending pauses it.</Trans>
        )}
      </p>
      <Button
        size="sm"
        busy={actions.busy}
        disabledReason={actions.refusal}
        onClick={() => actions.takeOver(() => onBeside(false))}
      >
        <Trans>Take over</Trans>
      </Button>
      <Button size="sm" variant="ghost" aria-pressed={beside} onClick={() => onBeside(!beside)}>
        {beside ? <Trans>Pause it when I send</Trans> : <Trans>Send as well</Trans>}
      </Button>
    </div>
  );
}
