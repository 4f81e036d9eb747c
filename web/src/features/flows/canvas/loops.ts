// Which lines lead back to a step that was already passed: they close a circle, and a run follows it three times at most.
import type { Graph } from '~/api/flows-types';

/** Ids of the lines that close a circle, seen from the start. */
export function loopEdges({ nodes, edges }: Graph): ReadonlySet<string> {
  const leaving = new Map<string, { id: string; to: string }[]>();
  for (const edge of edges) {
    const lines = leaving.get(edge.from);
    if (lines) lines.push(edge);
    else leaving.set(edge.from, [edge]);
  }
  const loops = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  const roots = [...nodes].sort((a, b) => Number(b.type === 'start') - Number(a.type === 'start'));
  for (const { id: root } of roots) {
    if (state.has(root)) continue;
    state.set(root, 'open');
    const stack = [{ id: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const line = leaving.get(top.id)?.[top.next];
      if (!line) {
        state.set(top.id, 'done');
        stack.pop();
        continue;
      }
      top.next += 1;
      const seen = state.get(line.to);
      if (seen === 'open') loops.add(line.id);
      if (seen) continue;
      state.set(line.to, 'open');
      stack.push({ id: line.to, next: 0 });
    }
  }
  return loops;
}
