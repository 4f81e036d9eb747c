// Draft, live or off: what a flow does now, and whether the draft is ahead of it.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleDashed, CirclePlay, CircleSlash } from 'lucide-react';
import type { FlowView } from '~/api/flows';
import { Badge } from '~/ui/badge';

export function FlowStateBadge({ flow }: { flow: Pick<FlowView, 'state' | 'live_version' | 'has_changes'> }) {
  const { t } = useLingui();
  const number = flow.live_version?.number ?? 0;
  return (
    <span className="flex flex-wrap items-center gap-1">
      {flow.state === 'live' && (
        <Badge tone="success" icon={CirclePlay}>
          <Trans>Live v{number}</Trans>
        </Badge>
      )}
      {flow.state === 'draft' && (
        <Badge icon={CircleDashed}>
          <Trans>Draft</Trans>
        </Badge>
      )}
      {flow.state === 'off' && (
        <Badge icon={CircleSlash}>
          <Trans>Off</Trans>
        </Badge>
      )}
      {flow.state !== 'draft' && flow.has_changes && (
        <Badge tone="outline" data-tooltip={t`The draft differs from what is live.`}>
          <Trans>Unpublished changes</Trans>
        </Badge>
      )}
    </span>
  );
}

/** What the checker says of the draft. */
export function FlowProblems({ flow }: { flow: Pick<FlowView, 'errors' | 'warnings'> }) {
  const { t } = useLingui();
  if (flow.errors === 0 && flow.warnings === 0) {
    return (
      <span className="text-13 text-fg-3">
        <Trans>None</Trans>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap gap-1">
      {flow.errors > 0 && (
        <Badge tone="danger" data-tooltip={t`Keeps the draft from being published`}>
          <Trans>{flow.errors} to fix</Trans>
        </Badge>
      )}
      {flow.warnings > 0 && (
        <Badge tone="warning">
          <Trans>{flow.warnings} to look at</Trans>
        </Badge>
      )}
    </span>
  );
}
