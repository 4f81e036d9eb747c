// What nodes are called: the author's word, as people read it.
import { t } from '@lingui/core/macro';
import type { FlowNode, Graph } from '~/api/flows-types';
import { kindTitle } from './catalog';
import { outputsOf } from './exits';

/** `look_up` → `Look up`; the kind's name where the author gave none. */
export function nodeTitle(node: Pick<FlowNode, 'name' | 'type'>): string {
  const words = node.name.replaceAll('_', ' ').trim();
  return words === '' ? kindTitle(node.type) : words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** What the node of this id is called; the id itself where there is none. */
export function titleOf(graph: Pick<Graph, 'nodes'>, id: string | undefined): string {
  const node = graph.nodes.find((one) => one.id === id);
  return node ? nodeTitle(node) : (id ?? '');
}

/** The word of `{{nodes.<name>}}` for what was typed: letters, digits and `_`. */
export function slug(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
}

/** The first of `base`, `base_2`, `base_3` … that nobody has. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  const stem = base.replace(/_\d+$/, '') || 'step';
  if (!taken.has(base) && base !== '') return base;
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
}

/** "Condition, Order intent, 3 outputs, 1 error". */
export function accessibleName(node: FlowNode, errors: number, warnings: number): string {
  const outputs = outputsOf(node).main.length;
  const parts = [kindTitle(node.type), nodeTitle(node)];
  if (outputs > 0) parts.push(outputs === 1 ? t`1 output` : t`${outputs} outputs`);
  if (errors > 0) parts.push(errors === 1 ? t`1 error` : t`${errors} errors`);
  if (warnings > 0) parts.push(warnings === 1 ? t`1 warning` : t`${warnings} warnings`);
  return parts.join(', ');
}
