// A message's story as one list, in the order in which things happened here.
import type { components } from '~/generated/api';

type Schemas = components['schemas'];
export type Provenance = Schemas['Provenance'];
type Delivery = Schemas['ProvenanceDelivery'];

export type Step =
  | { kind: 'delivery'; at: string; delivery: Delivery }
  | { kind: 'decided'; at: string; decided: Schemas['ProvenanceDecision'] }
  | { kind: 'queued'; at: string; policy: Schemas['ProvenancePolicy']; outbox: Schemas['ProvenanceOutbox'] | null }
  | { kind: 'attempt'; at: string; attempt: Schemas['ProvenanceAttempt'] }
  | { kind: 'status'; at: string; status: Schemas['ProvenanceStatus'] }
  | { kind: 'act'; at: string; act: Schemas['ProvenanceAct'] }
  | { kind: 'media'; at: string; media: Schemas['ProvenanceMedia'] };

/** Within one millisecond this is the order of cause and effect. */
const order: Step['kind'][] = ['delivery', 'decided', 'act', 'queued', 'attempt', 'status', 'media'];

/** Our own times decide: Meta's are whole seconds, and stand in the text. */
export function stepsOf(story: Provenance, deliveries: Delivery[]): Step[] {
  const steps: Step[] = [
    ...deliveries.map((delivery): Step => ({ kind: 'delivery', at: delivery.received_at, delivery })),
    ...(story.decided ? [{ kind: 'decided' as const, at: story.message.created_at, decided: story.decided }] : []),
    ...(story.policy
      ? [{ kind: 'queued' as const, at: story.policy.at, policy: story.policy, outbox: story.outbox ?? null }]
      : []),
    ...story.attempts.map((attempt): Step => ({ kind: 'attempt', at: attempt.started_at, attempt })),
    ...story.statuses.map((status): Step => ({ kind: 'status', at: status.received_at, status })),
    ...story.acts.map((act): Step => ({ kind: 'act', at: act.at, act })),
    ...(story.media ? [{ kind: 'media' as const, at: story.media.updated_at, media: story.media }] : []),
  ];
  const rank = (step: Step) => order.indexOf(step.kind);
  return steps.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || rank(one) - rank(other));
}
