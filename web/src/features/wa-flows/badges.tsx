// A form's state, and a dot that says whether it can be sent.
import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { WaFlow } from '~/api/wa-flows';
import { Badge } from '~/ui/badge';
import { type Health, healthOf, statusTone, useWaFlowWords } from './words';

export function StatusBadge({ flow }: { flow: Pick<WaFlow, 'status'> }) {
  const words = useWaFlowWords();
  return <Badge tone={statusTone[flow.status] ?? 'neutral'}>{words.status(flow.status)}</Badge>;
}

const marks: Record<Health, { icon: typeof CircleCheck; look: string }> = {
  good: { icon: CircleCheck, look: 'text-success' },
  poor: { icon: TriangleAlert, look: 'text-warning' },
  bad: { icon: CircleAlert, look: 'text-danger' },
  unknown: { icon: CircleDashed, look: 'text-fg-3' },
};

export function HealthDot({ flow }: { flow: Pick<WaFlow, 'status' | 'health'> }) {
  const words = useWaFlowWords();
  const health = healthOf(flow);
  const { icon: Icon, look } = marks[health];
  const label = words.health(health);
  return (
    <span role="img" aria-label={label} data-tooltip={label} className={`inline-flex ${look}`}>
      <Icon aria-hidden="true" className="size-4" strokeWidth={2} />
    </span>
  );
}
