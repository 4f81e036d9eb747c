// Where there is no flow yet: what one is, and three to start from.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Workflow } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { type FlowStarter, flows } from '~/api/flows';
import { Button } from '~/ui/button';
import { GraphPicture } from './graph-picture';

/** What most teams want first. */
const first = ['welcome_menu', 'out_of_hours', 'order_status'];
const SHOWN = 3;

interface Props {
  refusal: string | null;
  onStart: (starter: FlowStarter | null) => void;
}

export function FirstFlow({ refusal, onStart }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data: starters = [] } = useQuery(flows.starters(ws));
  const shown = [
    ...first.flatMap((key) => starters.find((one) => one.key === key) ?? []),
    ...starters.filter(({ key }) => !first.includes(key)),
  ].slice(0, SHOWN);
  return (
    <div className="scroller flex h-full flex-col items-center gap-6 px-4 py-10 md:justify-center">
      <div className="flex max-w-120 flex-col items-center gap-2 text-center">
        <span className="flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          <Workflow aria-hidden="true" className="size-6" strokeWidth={1.5} />
        </span>
        <p className="font-semibold text-16">
          <Trans>No flows yet</Trans>
        </p>
        <p className="text-13 text-fg-2">
          <Trans>
            A flow answers by itself: it greets, asks, looks things up, and hands over to a person when that is better.
            Begin with one that works, and try it before anybody gets a message.
          </Trans>
        </p>
      </div>
      <ul className="grid w-full max-w-240 grid-cols-1 gap-4 md:grid-cols-3">
        {shown.map((starter) => (
          <li
            key={starter.key}
            className="flex flex-col overflow-hidden rounded-card border border-line bg-surface shadow-1"
          >
            <GraphPicture graph={starter.graph} className="h-32 w-full" />
            <div className="flex flex-1 flex-col gap-1 border-line border-t p-3">
              <bdi className="font-semibold text-14">{starter.name}</bdi>
              <bdi className="flex-1 text-12 text-fg-2">{starter.description}</bdi>
              <Button
                size="sm"
                className="mt-2 self-start"
                disabledReason={refusal}
                aria-label={t`Begin with ${starter.name}`}
                onClick={() => onStart(starter)}
              >
                <Trans>Begin with this</Trans>
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Button variant="ghost" disabledReason={refusal} onClick={() => onStart(null)}>
        <Trans>Blank, or another starter</Trans>
      </Button>
    </div>
  );
}
