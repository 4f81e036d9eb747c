// Asks one exchange after the other again, so that a function under test is not stormed; what one of them cannot does not stop the rest.
import { type ApiProblem, asProblem } from '~/api/errors';
import type { WaFlowReplay } from '~/api/wa-flows';

export type Outcome = { replayed: WaFlowReplay } | { problem: ApiProblem };

export async function replayAll(
  exchanges: readonly string[],
  ask: (exchange: string) => Promise<WaFlowReplay>,
  onOutcome: (exchange: string, outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const exchange of exchanges) {
    if (signal.aborted) return;
    const outcome = await ask(exchange).then(
      (replayed): Outcome => ({ replayed }),
      (error: unknown): Outcome => ({ problem: asProblem(error) }),
    );
    if (!signal.aborted) onOutcome(exchange, outcome);
  }
}
