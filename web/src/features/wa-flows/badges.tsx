// A form's state, a dot that says whether it can be sent, and a mark for what stands against it.
import { BellRing, CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
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

/** What stands against it, in a word or many when it is pointed at. */
export function AlertMark({ alerts }: { alerts: readonly { sentence: string; severity: string }[] }) {
  if (alerts.length === 0) return null;
  const label = alerts.map(({ sentence }) => sentence).join(' ');
  const look = alerts.some(({ severity }) => severity === 'critical') ? 'text-danger' : 'text-warning';
  return (
    <span role="img" aria-label={label} data-tooltip={label} className={`inline-flex ${look}`}>
      <BellRing aria-hidden="true" className="size-4" strokeWidth={2} />
    </span>
  );
}
