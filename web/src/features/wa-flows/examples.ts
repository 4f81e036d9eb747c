// What a form's own examples answer, where nobody else does: the next screen with the data it declares, and in the end a success.
import { type Fields, fields, isFields, list } from '~/whatsapp/read';
import { routesOf, screenOf } from '~/whatsapp/wa-flow-renderer/phone';
import type { Reply, Request } from '~/whatsapp/wa-flow-renderer/use-wa-flow';

/** The `__example__` of everything that the screen declares. */
export function examplesOf(form: Fields, screen: string): Fields {
  return Object.fromEntries(
    Object.entries(fields(screenOf(form, screen)?.data)).flatMap(([name, schema]) =>
      isFields(schema) && '__example__' in schema ? [[name, schema.__example__]] : [],
    ),
  );
}

/** `trail`: what a BACK leads to is the screen that leads here. */
export function exampleAnswer(form: Fields, entry: string, { action, screen, data }: Request): Reply {
  const to = (id: string): Reply => ({ kind: 'answer', answer: { screen: id, data: examplesOf(form, id) } });
  const routes = routesOf(form);
  if (action === 'INIT') return to(entry);
  if (action === 'BACK') return to(routes.find(([, next]) => next === screen)?.[0] ?? entry);
  // Choosing something asks for the same screen anew; only its button leads on.
  if (!isFromFooter(form, screen, data)) return to(screen);
  const next = routes.find(([from]) => from === screen)?.[1];
  if (next !== undefined && screenOf(form, next)) return to(next);
  return {
    kind: 'answer',
    answer: { screen: 'SUCCESS', data: { extension_message_response: { params: { flow_token: 'preview', ...data } } } },
  };
}

/** Does this payload come from the screen's button? It has the keys that the button's payload has. */
function isFromFooter(form: Fields, screen: string, data: Fields): boolean {
  const keys = Object.keys(data).sort().join('\n');
  const found = footers(fields(screenOf(form, screen)?.layout), 0);
  if (found.length === 0) return true;
  return found.some((payload) => {
    const fixed = Object.entries(payload).filter(([, value]) => typeof value !== 'string' || !/[`$]/.test(value));
    return (
      Object.keys(payload).sort().join('\n') === keys &&
      fixed.every(([name, value]) => data[name] === value || isFields(value))
    );
  });
}

function footers(value: unknown, depth: number): Fields[] {
  if (depth > 30 || typeof value !== 'object' || value === null) return [];
  const it = fields(value);
  if (it.type === 'Footer') return [fields(fields(it['on-click-action']).payload)];
  return (Array.isArray(value) ? list(value) : Object.values(value)).flatMap((inner) => footers(inner, depth + 1));
}
