// One after the other, whatever becomes of one of them, and no further when somebody leaves.
import { expect, test } from 'vitest';
import { ApiProblem } from '~/api/errors';
import type { WaFlowReplay } from '~/api/wa-flows';
import { replayAll } from './replay-all';

const replay = (same: boolean): WaFlowReplay => ({
  before: {},
  before_error: null,
  before_ms: 4,
  after: {},
  after_ms: 5,
  changes: [],
  is_hidden: false,
  logs: [],
  problem: null,
  same,
});

test('a refusal of one does not stop the rest, and never are two under way', async () => {
  const told: [string, string][] = [];
  let underWay = 0;
  const ask = async (exchange: string) => {
    underWay += 1;
    expect(underWay).toBe(1);
    await Promise.resolve();
    underWay -= 1;
    if (exchange === 'second') throw new ApiProblem({ status: 409, code: 'wa_flow.has_errors', detail: 'No text.' });
    return replay(exchange === 'first');
  };
  await replayAll(
    ['first', 'second', 'third'],
    ask,
    (exchange, outcome) =>
      told.push([exchange, 'problem' in outcome ? outcome.problem.detail : `${outcome.replayed.same}`]),
    new AbortController().signal,
  );
  expect(told).toEqual([
    ['first', 'true'],
    ['second', 'No text.'],
    ['third', 'false'],
  ]);
});

test('whoever leaves is told nothing more, and nothing more is asked', async () => {
  const leaving = new AbortController();
  const asked: string[] = [];
  const told: string[] = [];
  await replayAll(
    ['first', 'second'],
    async (exchange) => {
      asked.push(exchange);
      leaving.abort();
      return replay(true);
    },
    (exchange) => told.push(exchange),
    leaving.signal,
  );
  expect([asked, told]).toEqual([['first'], []]);
});
