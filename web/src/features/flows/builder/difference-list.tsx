// What differs between two graphs, step by step, in words.
import { Trans, useLingui } from '@lingui/react/macro';
import { MoveRight } from 'lucide-react';
import type { FlowNode, Graph, Json } from '~/api/flows-types';
import { Badge } from '~/ui/badge';
import { exitLabel } from '../canvas/exits';
import { nodeTitle } from '../canvas/names';
import { isObject } from './path';

export interface GraphChange {
  id: string;
  what: 'added' | 'removed' | 'changed' | 'line';
  title: string;
  /** Settings that differ, or where the line leads. */
  details: readonly { field: string; before: string; after: string }[];
}

/** From `before` to `after`; what only moved is no change. */
export function compare(before: Graph, after: Graph): GraphChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const changes: GraphChange[] = [];
  for (const [id, node] of now) {
    const other = old.get(id);
    if (!other) changes.push({ id, what: 'added', title: nodeTitle(node), details: [] });
    else {
      const details = differing(bare(other), bare(node), '');
      if (details.length > 0) changes.push({ id, what: 'changed', title: nodeTitle(node), details });
    }
  }
  for (const [id, node] of old)
    if (!now.has(id)) changes.push({ id, what: 'removed', title: nodeTitle(node), details: [] });
  return [...changes, ...lines(before, after, old, now)];
}

function bare({ name, type, config, notes, on_error }: FlowNode): Json {
  return { name, type, ...config, ...(notes && { notes }), ...(on_error !== 'route' && { on_error }) };
}

function differing(before: Json | undefined, after: Json | undefined, field: string): GraphChange['details'] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differing(before[name], after[name], field ? `${field}.${name}` : name));
  }
  return [{ field, before: short(before), after: short(after) }];
}

function short(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function lines(before: Graph, after: Graph, old: Map<string, FlowNode>, now: Map<string, FlowNode>): GraphChange[] {
  const key = ({ from, handle }: { from: string; handle: string }) => `${from}\n${handle}`;
  const led = new Map(before.edges.map((edge) => [key(edge), edge]));
  const leads = new Map(after.edges.map((edge) => [key(edge), edge]));
  const name = (id: string | undefined) => {
    const node = id === undefined ? undefined : (now.get(id) ?? old.get(id));
    return node ? nodeTitle(node) : '–';
  };
  return [...new Set([...led.keys(), ...leads.keys()])].flatMap((at) => {
    const was = led.get(at);
    const is = leads.get(at);
    const edge = is ?? was;
    const from = edge && (now.get(edge.from) ?? old.get(edge.from));
    if (!edge || !from || was?.to === is?.to) return [];
    const label = exitLabel(from, edge.handle);
    return [
      {
        id: at,
        what: 'line' as const,
        title: nodeTitle(from),
        details: [{ field: label, before: name(was?.to), after: name(is?.to) }],
      },
    ];
  });
}

export function DifferenceList({ changes }: { changes: readonly GraphChange[] }) {
  const { t } = useLingui();
  const words = { added: t`Added`, removed: t`Removed`, changed: t`Changed`, line: t`Line` };
  const tones = { added: 'success', removed: 'danger', changed: 'warning', line: 'neutral' } as const;
  if (changes.length === 0)
    return (
      <p className="text-13 text-fg-3">
        <Trans>Nothing that a run would notice differs.</Trans>
      </p>
    );
  return (
    <ul className="scroller flex max-h-80 flex-col gap-2">
      {changes.map(({ id, what, title, details }) => (
        <li key={`${what}${id}`} className="rounded-control border border-line p-2">
          <p className="flex items-center gap-2 font-medium text-13">
            <Badge tone={tones[what]}>{words[what]}</Badge>
            <bdi className="truncate">{title}</bdi>
          </p>
          {details.map(({ field, before, after }) => (
            <p key={field} className="mt-1 flex flex-wrap items-center gap-x-1.5 text-12 text-fg-2">
              <span className="text-fg-3">{field}:</span>
              <bdi className="line-through decoration-fg-3">{before}</bdi>
              <MoveRight aria-hidden="true" className="mirror size-3.5 text-fg-3" />
              <bdi>{after}</bdi>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
