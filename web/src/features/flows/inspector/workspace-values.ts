// Values of the workspace that a step may use beside its own: what all flows share, and the names of secrets where they may stand.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { flowSettings } from '~/api/flow-settings';
import type { FlowNode, Graph, Json, JsonObject, Step } from '~/api/flows-types';
import { secrets } from '~/api/functions';
import { isObject, parsePath, write } from '../builder/path';
import { useUi } from '../builder/ui';
import { heldAfter } from '../runs/trace';
import { type KnownValue, knownValues, sampleScope } from './values';

/** Steps whose settings may hold `{{secrets.…}}`; everywhere else the checker refuses them. */
const keepsSecrets: ReadonlySet<string> = new Set(['http_request', 'execute_function']);
const none: Readonly<Record<string, unknown>> = {};

/** Everything the step may speak of, and made-up values for it. */
export function useValues(graph: Graph, node: FlowNode): { values: KnownValue[]; scope: JsonObject } {
  const { id, can } = useWorkspace();
  const { data } = useQuery(flowSettings.globals(id));
  const mayName = keepsSecrets.has(node.type) && can.has('secrets:manage');
  const { data: names } = useQuery({ ...secrets.list(id), enabled: mayName });
  const globals = data?.globals ?? none;
  const values = useMemo(
    () => [
      ...knownValues(graph, node).filter(({ path }) => path !== 'globals'),
      ...Object.entries(globals).map(([name, value]) => ({
        path: `globals.${name}`,
        kind: kindOf(value),
        help: brief(value),
      })),
      ...(mayName ? (names ?? []) : []).map(({ name }) => ({ path: `secrets.${name}`, kind: '', help: '••••' })),
    ],
    [graph, node, globals, names, mayName],
  );
  const tried = useUi((state) => state.tried);
  const scope = useMemo(
    // They came as JSON.
    () => withTried({ ...sampleScope(graph), globals: globals as Record<string, Json> }, tried),
    [graph, globals, tried],
  );
  return { values, scope };
}

/** What the last try of the draft held at its end takes the place of made-up values. */
export function withTried(scope: JsonObject, tried: readonly Step[]): JsonObject {
  const held = heldAfter(tried, tried.length - 1).filter(
    ({ path, value }) => /^(vars|nodes)\./.test(path) && value !== null,
  );
  return held.reduce<JsonObject>((made, { path, value }) => {
    const next = write(made, parsePath(path), value);
    return isObject(next) ? next : made;
  }, scope);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
