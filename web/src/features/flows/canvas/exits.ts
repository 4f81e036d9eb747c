// The exits of a node with the settings it has: what its card lists and where lines may leave. The engine's `exits()` says the same (crates/flow-engine/src/nodes).
import { t } from '@lingui/core/macro';
import type { FlowNode, JsonObject } from '~/api/flows-types';
import { failureHandles } from '~/generated/node-catalog';
import { fields, list, text } from '~/whatsapp/read';
import { entryOf } from './catalog';

export interface Output {
  handle: string;
  label: string;
  /** When a run leaves here. */
  help: string;
  required: boolean;
}

export interface Outputs {
  /** Drawn as rows. */
  main: readonly Output[];
  /** Drawn small and red, under the node. */
  failures: readonly Output[];
}

const failures: ReadonlySet<string> = new Set(failureHandles);

export function isFailure(handle: string): boolean {
  return failures.has(handle);
}

const known = new WeakMap<JsonObject, { type: string; outputs: Outputs }>();

/** All exits. The same settings give the same object, so that cards are not drawn again. */
export function outputsOf(node: Pick<FlowNode, 'type' | 'config'>): Outputs {
  const before = known.get(node.config);
  if (before?.type === node.type) return before.outputs;
  const outputs = read(node.type, node.config);
  known.set(node.config, { type: node.type, outputs });
  return outputs;
}

function read(type: string, config: JsonObject): Outputs {
  const exits = entryOf(type)?.exits ?? [];
  const main: Output[] = [];
  const failing: Output[] = [];
  const named = namedExits(type, config);
  for (const exit of exits) {
    if (exit.handle.endsWith(':')) {
      for (const own of named.filter(({ handle }) => handle.startsWith(exit.handle))) {
        main.push({ ...own, help: exit.help, required: exit.required });
      }
    } else if (isFailure(exit.handle)) {
      failing.push({ handle: exit.handle, label: handleLabel(exit.handle), help: exit.help, required: exit.required });
    } else if (hasWithSettings(type, config, exit.handle)) {
      main.push({ handle: exit.handle, label: handleLabel(exit.handle), help: exit.help, required: exit.required });
    }
  }
  return { main, failures: failing };
}

/** Exits that come and go with the settings. */
function hasWithSettings(type: string, config: JsonObject, handle: string): boolean {
  switch (type) {
    case 'location':
      return (config.do === 'request') === (handle !== 'next');
    case 'delay':
      return handle !== 'reply' || config.reply_ends_it === true;
    case 'handoff':
      return handle !== 'resumed' || (config.resume !== undefined && config.resume !== 'never');
    case 'send_template':
      return handle !== 'timeout' || (config.wait_for !== undefined && config.wait_for !== 'none');
    default:
      return true;
  }
}

function namedExits(type: string, config: JsonObject): { handle: string; label: string }[] {
  switch (type) {
    case 'buttons':
      return config.from_list ? [item('button')] : list(config.buttons).map((one) => choice('button', one));
    case 'list':
      return config.from_list
        ? [item('row')]
        : list(config.sections).flatMap((section) => list(fields(section).rows).map((one) => choice('row', one)));
    case 'switch':
      return list(config.cases).map((one) => {
        const { id, label } = fields(one);
        return { handle: `case:${text(id) ?? ''}`, label: text(label) || text(id) || '…' };
      });
    case 'execute_function':
      return list(config.cases).map((one) => ({ handle: `case:${text(one) ?? ''}`, label: text(one) || '…' }));
    case 'send_template':
      return config.wait_for === 'reply'
        ? list(config.buttons).flatMap((one) => {
            const { index, kind, value } = fields(one);
            if (kind !== 'quick_reply' || typeof index !== 'number') return [];
            return [{ handle: `button:${index}`, label: text(value) || t`Button ${index + 1}` }];
          })
        : [];
    default:
      return [];
  }
}

function item(family: string) {
  return { handle: `${family}:item`, label: t`Chosen item` };
}

function choice(family: string, value: unknown) {
  const { id, title } = fields(value);
  return { handle: `${family}:${text(id) ?? ''}`, label: text(title) || text(id) || '…' };
}

/** What an exit is called; the author's words for those that end in an id are on the node. */
export function handleLabel(handle: string): string {
  switch (handle) {
    case 'next':
      return t`Next`;
    case 'true':
      return t`Yes`;
    case 'false':
      return t`No`;
    case 'default':
      return t`Otherwise`;
    case 'reply':
      return t`Reply`;
    case 'other':
      return t`Something else`;
    case 'invalid':
      return t`No valid answer`;
    case 'timeout':
      return t`No answer in time`;
    case 'submitted':
      return t`Submitted`;
    case 'open':
      return t`Open`;
    case 'closing':
      return t`Closing soon`;
    case 'closed':
      return t`Closed`;
    case 'resumed':
      return t`Given back`;
    case 'returned':
      return t`Returned`;
    case 'http:2xx':
      return t`Success (2xx)`;
    case 'http:4xx':
      return t`Refused (4xx)`;
    case 'http:5xx':
      return t`Server error (5xx)`;
    case 'network':
      return t`No connection`;
    case 'error':
      return t`Error`;
    case 'limit':
      return t`Limit reached`;
    case 'send_failed':
      return t`Not sent`;
    case 'window_closed':
      return t`Window closed`;
    case 'opted_out':
      return t`Opted out`;
    case 'template_unavailable':
      return t`Template unavailable`;
    case 'media_rejected':
      return t`File rejected`;
    case 'handoff_unavailable':
      return t`Nobody available`;
    default:
      return handle.includes(':') ? handle.slice(handle.indexOf(':') + 1) : handle.replaceAll('_', ' ');
  }
}

/** The label of an exit as the node itself words it. */
export function exitLabel(node: FlowNode, handle: string): string {
  const { main, failures: failing } = outputsOf(node);
  return [...main, ...failing].find((output) => output.handle === handle)?.label ?? handleLabel(handle);
}
