// What a function can use: its input by the sample that stands beside it, fetch, console, and nothing else.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { localCompletionSource } from '@codemirror/lang-javascript';

const globals: Completion[] = [
  snippetCompletion("console.log(${'text'})", { label: 'console.log', type: 'function', detail: 'kept with the run' }),
  snippetCompletion('await fetch(${url}, { method: ${"\'POST\'"}, body: JSON.stringify(${data}) })', {
    label: 'fetch',
    type: 'function',
    detail: 'allowed hosts only',
    info: 'Texts in and out, at most 1 MiB each way. The reply has status, ok, headers.get(name), text() and json().',
  }),
  snippetCompletion('return { screen: ${"\'NEXT\'"}, data: { ${} } }', {
    label: 'return screen',
    type: 'keyword',
    detail: 'answers a form',
  }),
  snippetCompletion('export default async function (input) {\n\t${}\n}', {
    label: 'export default',
    type: 'keyword',
    detail: 'what is called',
  }),
];

const words = [
  'JSON',
  'Math',
  'Date',
  'Object',
  'Array',
  'Map',
  'Set',
  'Number',
  'String',
  'BigInt',
  'RegExp',
  'Promise',
];

/** `sample` gives the input as it is now in the box beside the code. */
export function completeFunction(sample: () => unknown) {
  return (context: CompletionContext): CompletionResult | null => {
    const path = context.matchBefore(/\binput(?:\??\.[\w$]*)+/);
    if (path) {
      const steps = path.text.split(/\??\./).slice(1);
      const typed = steps.pop() ?? '';
      const owner = steps.reduce<unknown>((value, step) => member(value, step), sample());
      const names = typeof owner === 'object' && owner !== null ? Object.keys(owner) : [];
      return {
        from: path.to - typed.length,
        validFor: /^[\w$]*$/,
        options: names.map((label) => ({ label, type: 'property', detail: kindOf(member(owner, label)) })),
      };
    }
    const word = context.matchBefore(/[\w$]+/);
    if (!word && !context.explicit) return null;
    const local = localCompletionSource(context);
    return {
      from: word?.from ?? context.pos,
      validFor: /^[\w$]*$/,
      options: [
        ...globals,
        { label: 'input', type: 'variable', detail: 'what it is called with' },
        ...words.map((label) => ({ label, type: 'class' })),
        ...(local?.options ?? []),
      ],
    };
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
