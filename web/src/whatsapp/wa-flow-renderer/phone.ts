// What a phone does with a WhatsApp Flow, as a value that moves by calls: open, view, fill, press, back, answer. Draws nothing, sends nothing.
import { type Fields, fields, isFields, list } from '../read';
import { asText, holds, own, resolve, type Scope, same } from './expression';
import { refuse, type Why } from './refuse';

/** A form that is open on a phone. Never changed in place. */
export interface Phone {
  form: Fields;
  /** What was shown before, the present screen last. */
  trail: readonly string[];
  data: Readonly<Record<string, Fields>>;
  /** What the customer entered, by screen and name. */
  entered: Readonly<Record<string, Fields>>;
  /** The message at the bottom, until something happens. */
  snackbar: string | null;
  done: boolean;
}

/** What a phone sends or shows next. */
export type Outcome =
  | { kind: 'nothing' | 'shown' | 'updated' | 'closed' }
  /** The endpoint is to be asked; the phone waits for `answer`. */
  | { kind: 'exchange'; screen: string; payload: Fields }
  /** The endpoint is to be told of going back from this screen (`refresh_on_back`). */
  | { kind: 'back'; screen: string }
  | { kind: 'complete'; payload: Fields }
  | { kind: 'open'; url: string };

export interface Moved {
  phone: Phone;
  outcomes: Outcome[];
}

/** A visible component: its properties worked out, and where it stands in the Flow JSON. */
export interface Shown {
  pointer: string;
  it: Fields;
}

export interface Refusal {
  name: string;
  why: Why;
}

/** What a phone reports back when an answer cannot be used. */
export interface Unusable {
  key: 'invalid-screen-transition' | 'payload-schema-error';
  says: string;
}

/** Opens a form on a screen with data. No screen: the first one to which nothing leads. Null: there is no such screen. */
export function openPhone(form: unknown, screen: string | null, data: Fields = {}): Phone | null {
  const read = fields(form);
  const first = screen ?? entryOf(read);
  if (first === null || screenOf(read, first) === null) return null;
  return show({ form: read, trail: [], data: {}, entered: {}, snackbar: null, done: false }, first, data);
}

/** The id of the screen that is shown. */
export function here(phone: Phone): string {
  return phone.trail.at(-1) ?? '';
}

export function screenOf(form: Fields, id: string): Fields | null {
  const found = list(form.screens).find((screen) => isFields(screen) && screen.id === id);
  return isFields(found) ? found : null;
}

export function enteredOn(phone: Phone): Fields {
  return fields(own(phone.entered, here(phone)));
}

/** The title at the top. */
export function titleOf(phone: Phone): string {
  return asText(resolve(screenOf(phone.form, here(phone))?.title, scopeOf(phone)));
}

/** The visible components of the present screen: branches taken, hidden ones gone, every property worked out but actions. */
export function view(phone: Phone): Shown[] {
  const shown: Shown[] = [];
  const index = list(phone.form.screens).findIndex((screen) => isFields(screen) && screen.id === here(phone));
  const children = fields(screenOf(phone.form, here(phone))?.layout).children;
  collect(children, `/screens/${index}/layout/children`, null, 0, scopeOf(phone), shown);
  return shown;
}

/** Every entry of the present screen that would not be accepted now. */
export function refusals(phone: Phone): Refusal[] {
  const entered = enteredOn(phone);
  return view(phone).flatMap(({ it }) => {
    if (it.enabled === false || typeof it.name !== 'string') return [];
    const why = refuse(it, own(entered, it.name) ?? null);
    return why === null ? [] : [{ name: it.name, why }];
  });
}

/** The customer enters or chooses something. What is not an input that can be used is ignored. */
export function fill(phone: Phone, name: string, value: unknown): Moved {
  const component = view(phone).find(({ it }) => it.name === name)?.it;
  if (!component || component.enabled === false || phone.done) return still(phone);
  const before = own(enteredOn(phone), name) ?? null;
  if (same(before, value)) return { phone: { ...phone, snackbar: null }, outcomes: [{ kind: 'nothing' }] };
  let moved: Moved = { phone: { ...enter(phone, name, value), snackbar: null }, outcomes: [] };
  for (const [selected, option] of choices(component, before, value)) {
    const key = selected ? 'on-select-action' : 'on-unselect-action';
    // Without an action for leaving, the one for choosing is used for both (Flow JSON 6.0).
    const shared = component[key] ?? component['on-select-action'];
    for (const action of [fields(option)[key], shared]) {
      if (!isFields(action)) continue;
      const next = act(moved.phone, action);
      moved = { phone: next.phone, outcomes: [...moved.outcomes, ...next.outcomes] };
    }
  }
  return moved;
}

/** The customer presses something with an `on-click-action`. The button of the screen checks the entries first. */
export function press(phone: Phone, component: Fields, item?: string): Moved | Refusal[] {
  if (phone.done || component.enabled === false) return still(phone);
  const chosen = list(component['list-items']).find((one) => isFields(one) && one.id === item);
  const action = (item === undefined ? undefined : fields(chosen)['on-click-action']) ?? component['on-click-action'];
  if (!isFields(action)) return still(phone);
  if (component.type === 'Footer') {
    const refused = refusals(phone);
    if (refused.length > 0) return refused;
  }
  const noted = item !== undefined && typeof component.name === 'string' ? enter(phone, component.name, item) : phone;
  return act({ ...noted, snackbar: null }, action);
}

/** The customer goes back. */
export function back(phone: Phone): Moved {
  const screen = here(phone);
  if (phone.trail.length < 2) return { phone, outcomes: [{ kind: 'closed' }] };
  const calm = { ...phone, snackbar: null };
  if (screenOf(phone.form, screen)?.refresh_on_back === true)
    return { phone: calm, outcomes: [{ kind: 'back', screen }] };
  return { phone: { ...calm, trail: phone.trail.slice(0, -1) }, outcomes: [{ kind: 'shown' }] };
}

/** Takes the decrypted answer to a `data_exchange` or `BACK`. */
export function answer(phone: Phone, said: unknown): Moved | Unusable {
  const { screen: to, data: given } = fields(said);
  const data = fields(given);
  if (typeof to !== 'string') return { key: 'payload-schema-error', says: 'the answer names no screen' };
  if (to === 'SUCCESS') {
    const { params } = fields(data.extension_message_response);
    if (!isFields(params))
      return { key: 'payload-schema-error', says: 'data.extension_message_response.params is missing' };
    return { phone: { ...phone, done: true, snackbar: null }, outcomes: [{ kind: 'complete', payload: params }] };
  }
  const from = here(phone);
  if (screenOf(phone.form, to) === null)
    return { key: 'invalid-screen-transition', says: `there is no screen '${to}'` };
  if (!mayGo(phone, from, to))
    return { key: 'invalid-screen-transition', says: `no route leads from ${from} to ${to}` };
  const message = typeof data.error_message === 'string' ? data.error_message : null;
  const wrong = message === null || to !== from ? misfit(phone, to, data) : null;
  if (wrong !== null) return { key: 'payload-schema-error', says: wrong };
  const { error_message: _, ...rest } = data;
  return { phone: { ...show(phone, to, rest), snackbar: message }, outcomes: [{ kind: 'shown' }] };
}

export function isUnusable(result: Moved | Unusable): result is Unusable {
  return 'key' in result;
}

/** The first screen to which nothing leads, by the routing model or, without one, by `navigate` actions. */
export function entryOf(form: Fields): string | null {
  const ids = list(form.screens).flatMap((screen) =>
    isFields(screen) && typeof screen.id === 'string' ? screen.id : [],
  );
  const reached = new Set(routesOf(form).map(([, to]) => to));
  return ids.find((id) => !reached.has(id)) ?? ids[0] ?? null;
}

/** Which screen leads to which. */
export function routesOf(form: Fields): [from: string, to: string][] {
  if (isFields(form.routing_model))
    return Object.entries(form.routing_model).flatMap(([from, next]) =>
      list(next).flatMap((to): [string, string][] => (typeof to === 'string' ? [[from, to]] : [])),
    );
  return list(form.screens).flatMap((screen) => {
    const { id, layout } = fields(screen);
    return typeof id === 'string' ? [...new Set(targets(layout, 0))].map((to): [string, string] => [id, to]) : [];
  });
}

function targets(value: unknown, depth: number): string[] {
  if (depth > 40 || typeof value !== 'object' || value === null) return [];
  const { name, next } = fields(value);
  const to = fields(next).name;
  const found = name === 'navigate' && typeof to === 'string' ? [to] : [];
  return [...found, ...Object.values(value).flatMap((inner) => targets(inner, depth + 1))];
}

function scopeOf(phone: Phone): Scope {
  return (screen, store) => {
    const found = own(store === 'data' ? phone.data : phone.entered, screen ?? here(phone));
    return isFields(found) ? found : undefined;
  };
}

function still(phone: Phone): Moved {
  return { phone, outcomes: [{ kind: 'nothing' }] };
}

function enter(phone: Phone, name: string, value: unknown): Phone {
  return { ...phone, entered: { ...phone.entered, [here(phone)]: { ...enteredOn(phone), [name]: value } } };
}

function act(phone: Phone, action: Fields): Moved {
  const scope = scopeOf(phone);
  const payload = fields(resolve(action.payload, scope));
  const screen = here(phone);
  const to = (outcome: Outcome, next = phone): Moved => ({ phone: next, outcomes: [outcome] });
  switch (action.name) {
    case 'navigate': {
      const { name } = fields(action.next);
      const isThere = typeof name === 'string' && screenOf(phone.form, name) !== null;
      return isThere ? to({ kind: 'shown' }, show(phone, name, payload)) : still(phone);
    }
    case 'data_exchange':
      return to({ kind: 'exchange', screen, payload });
    case 'complete':
      return to({ kind: 'complete', payload }, { ...phone, done: true });
    case 'update_data':
      return to({ kind: 'updated' }, give(phone, screen, payload));
    case 'open_url': {
      const url = resolve(action.url, scope);
      return typeof url === 'string' ? to({ kind: 'open', url }) : still(phone);
    }
    default:
      return still(phone);
  }
}

function give(phone: Phone, screen: string, data: Fields): Phone {
  return { ...phone, data: { ...phone.data, [screen]: { ...fields(own(phone.data, screen)), ...data } } };
}

/** Going to a screen that was seen before leads back to it. */
function show(phone: Phone, screen: string, data: Fields): Phone {
  const place = phone.trail.indexOf(screen);
  const trail = place < 0 ? [...phone.trail, screen] : phone.trail.slice(0, place + 1);
  const next = give({ ...phone, trail }, screen, data);
  // Entries that are there before the customer does anything; what was entered stays.
  const first = view(next).flatMap(({ it }) =>
    typeof it.name === 'string' && it['init-value'] !== undefined && it['init-value'] !== null
      ? [[it.name, it['init-value']]]
      : [],
  );
  return { ...next, entered: { ...next.entered, [screen]: { ...Object.fromEntries(first), ...enteredOn(next) } } };
}

function collect(
  children: unknown,
  pointer: string,
  form: Fields | null,
  depth: number,
  scope: Scope,
  shown: Shown[],
): void {
  // Deeper than any form that passes the checks.
  if (depth > 16) return;
  list(children).forEach((child, index) => {
    if (!isFields(child) || typeof child.type !== 'string') return;
    const at = `${pointer}/${index}`;
    const inner = (value: unknown, key: string, owner = form) =>
      collect(value, `${at}/${key}`, owner, depth + 1, scope, shown);
    if (child.type === 'Form') inner(child.children, 'children', child);
    else if (child.type === 'If') {
      const key = holds(child.condition, scope) ? 'then' : 'else';
      inner(child[key], key);
    } else if (child.type === 'Switch') {
      const key = asText(resolve(child.value, scope));
      inner(own(child.cases, key), `cases/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    } else {
      const it = workedOut(child, form, scope);
      if (it.visible !== false) shown.push({ pointer: at, it });
    }
  });
}

function workedOut(component: Fields, form: Fields | null, scope: Scope): Fields {
  const properties = Object.entries(component).map(([name, value]): [string, unknown] => {
    if (name === 'type' || name === 'name' || name.endsWith('-action')) return [name, value];
    const isItems = (name === 'data-source' || name === 'list-items') && Array.isArray(value);
    return [name, isItems ? value.map((item) => workedItem(item, scope)) : resolve(value, scope)];
  });
  // Inside a Form, first values and messages are the Form's.
  const named = (of: string) => own(resolve(form?.[of], scope), String(component.name));
  const first = named('init-values');
  const message = named('error-messages');
  return Object.fromEntries([
    ...properties,
    ...(first === undefined ? [] : [['init-value', first]]),
    ...(message === undefined ? [] : [['error-message', message]]),
  ]);
}

/** Items with their own actions left as written. */
function workedItem(item: unknown, scope: Scope): unknown {
  if (!isFields(item)) return resolve(item, scope);
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, name.endsWith('-action') ? value : resolve(value, scope)]),
  );
}

/** Which options a new value chooses (true) or leaves (false). */
function choices(component: Fields, before: unknown, after: unknown): [boolean, unknown][] {
  const options = component['data-source'];
  // Dates and ticks have no options, and choose themselves.
  if (!Array.isArray(options)) return [[after !== null && after !== false, null]];
  const ids = (value: unknown) => (Array.isArray(value) ? value : value === null ? [] : [value]);
  const option = (id: unknown) => options.find((one) => isFields(one) && one.id === id);
  const left = ids(before).filter((id) => !ids(after).includes(id));
  const taken = ids(after).filter((id) => !ids(before).includes(id));
  // One choice instead of another is a choice, and the leaving of the other only for options that act on it.
  const isSingle = !Array.isArray(after);
  return [
    ...left
      .map((id): [boolean, unknown] => [false, option(id)])
      .filter(([, one]) => !isSingle || fields(one)['on-unselect-action'] !== undefined),
    ...taken.map((id): [boolean, unknown] => [true, option(id)]),
  ];
}

/** The same screen, a route's next one, or one that the customer came from. */
function mayGo(phone: Phone, from: string, to: string): boolean {
  const model = phone.form.routing_model;
  if (from === to || model === undefined || model === null || phone.trail.includes(to)) return true;
  return list(own(model, from)).includes(to);
}

/** Why the data is not what the screen declares; null when it is. */
function misfit(phone: Phone, screen: string, data: Fields): string | null {
  for (const [name, schema] of Object.entries(fields(screenOf(phone.form, screen)?.data))) {
    const value = own(data, name) ?? own(own(phone.data, screen), name);
    if (value === undefined) return `'${name}' is missing`;
    const wrong = nonconforming(fields(schema), value, name, 0);
    if (wrong !== null) return wrong;
  }
  return null;
}

const fitting: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isFields,
};

function nonconforming(schema: Fields, value: unknown, name: string, depth: number): string | null {
  const wanted = typeof schema.type === 'string' ? schema.type : '';
  if (fitting[wanted]?.(value) === false) return `'${name}' should be of type ${wanted}`;
  if (depth > 16) return null;
  if (isFields(schema.items))
    for (const item of list(value)) {
      const wrong = nonconforming(schema.items, item, name, depth + 1);
      if (wrong !== null) return wrong;
    }
  for (const [key, inner] of Object.entries(fields(schema.properties))) {
    const part = own(value, key);
    const wrong = part === undefined ? null : nonconforming(fields(inner), part, `${name}.${key}`, depth + 1);
    if (wrong !== null) return wrong;
  }
  const missing = list(schema.required).find((key) => typeof key === 'string' && (own(value, key) ?? null) === null);
  return missing === undefined ? null : `'${name}.${String(missing)}' is missing`;
}
