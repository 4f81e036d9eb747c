// Calls of the simulator's control API, signed in like every other call.
import { authorizedFetch } from '~/api/client';
import { problemFrom } from '~/api/errors';
import type {
  Business,
  Credentials,
  Deliveries,
  Delivery,
  Fault,
  FaultKind,
  FaultRule,
  FormAnswer,
  NewPhone,
  OpenedForm,
  Outgoing,
  Phone,
  PhoneMedia,
  PhoneMessage,
  SimulatorClock,
  TemplateReview,
  Thread,
} from './types';

const ROOT = '/simulator';

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | null | undefined>;
  json?: unknown;
  file?: File;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** The raw answer of a call, for streams and bytes. */
export function send(
  path: string,
  { method = 'GET', query = {}, json, file, signal, headers = {} }: Call = {},
): Promise<Response> {
  const url = new URL(ROOT + path, location.origin);
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  const type = file ? file.type || 'application/octet-stream' : json === undefined ? null : 'application/json';
  const body = file ?? (json === undefined ? null : JSON.stringify(json));
  return authorizedFetch(
    new Request(url, {
      method,
      body,
      headers: { ...headers, ...(type && { 'Content-Type': type }) },
      ...(signal && { signal }),
    }),
  );
}

async function call<Answer>(path: string, options?: Call): Promise<Answer> {
  const response = await send(path, options);
  const body = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response, body);
  return body;
}

const post = <Answer>(path: string, json: unknown = {}) => call<Answer>(path, { method: 'POST', json });

export const control = {
  phones: async () => (await call<{ phones: Phone[] }>('/control/phones')).phones,
  createPhone: (phone: NewPhone) => post<Phone>('/control/phones', phone),
  changePhone: (id: string, json: Partial<Pick<Phone, 'name' | 'online' | 'auto_read' | 'blocked'>>) =>
    call<Phone>(`/control/phones/${id}`, { method: 'PATCH', json }),
  deletePhone: (id: string) => call<void>(`/control/phones/${id}`, { method: 'DELETE' }),
  thread: (phone: string, number: string, before: string) =>
    call<Thread>(`/control/phones/${phone}/thread`, { query: { number, limit: 50, before: before || null } }),

  say: (phone: string, number: string, message: Outgoing) =>
    post<PhoneMessage>(`/control/phones/${phone}/messages`, { ...message, number }),
  // A message's id says which chat it is in.
  tap: (phone: string, body: { message: string; button: string; card?: number }) =>
    post<PhoneMessage>(`/control/phones/${phone}/tap`, body),
  choose: (phone: string, body: { message: string; row: string }) =>
    post<PhoneMessage>(`/control/phones/${phone}/choose`, body),
  submit: (phone: string, body: { message: string; response: Record<string, unknown> }) =>
    post<PhoneMessage>(`/control/phones/${phone}/submit`, body),
  /** The form of a message, on the screen it opens with; asks the business first where the message says so. */
  openForm: (phone: string, message: string) => post<OpenedForm>(`/control/phones/${phone}/forms/open`, { message }),
  /** Asks the business, encrypted and signed as a phone does. */
  exchange: (phone: string, body: { message: string; action: string; screen: string; data: unknown }) =>
    post<FormAnswer>(`/control/phones/${phone}/forms/exchange`, body),
  react: (phone: string, body: { message: string; emoji: string | null }) =>
    post<PhoneMessage>(`/control/phones/${phone}/react`, body),
  read: (phone: string, number: string) => post<{ read: string[] }>(`/control/phones/${phone}/read`, { number }),
  play: (phone: string, message: string) => post<PhoneMessage>(`/control/phones/${phone}/play`, { message }),
  edit: (phone: string, body: { message: string; text: string }) =>
    post<PhoneMessage>(`/control/phones/${phone}/edit`, body),
  revoke: (phone: string, message: string) => post<PhoneMessage>(`/control/phones/${phone}/revoke`, { message }),
  marketing: (phone: string, number: string, value: 'stop' | 'resume') =>
    post<Phone>(`/control/phones/${phone}/marketing`, { number, value }),
  changeNumber: (phone: string, wa_id: string | null) =>
    post<Phone>(`/control/phones/${phone}/change-number`, { wa_id }),
  echo: (number: string, phone: string, text: string) =>
    post<PhoneMessage>(`/control/numbers/${number}/echo`, { phone, text }),
  shareHistory: (number: string, past: { messages: number; declined: boolean }) =>
    post<{ pieces: number; messages: number }>(`/control/numbers/${number}/history`, past),
  syncContacts: (number: string) => post<{ entries: number }>(`/control/numbers/${number}/contact-sync`, {}),

  upload: (file: File) => call<PhoneMedia>('/control/media', { method: 'POST', query: { filename: file.name }, file }),
  bytes: async (path: string) => {
    const response = await send(path);
    if (!response.ok) throw problemFrom(response, null);
    return response.blob();
  },

  faults: async () => (await call<{ faults: Fault[] }>('/control/faults')).faults,
  faultKinds: async () => (await call<{ kinds: FaultKind[] }>('/control/faults/kinds')).kinds,
  addFault: (rule: FaultRule) => post<Fault>('/control/faults', rule),
  removeFault: (id: string) => call<void>(`/control/faults/${id}`, { method: 'DELETE' }),
  calm: () => call<unknown>('/control/faults', { method: 'PUT', json: { faults: [] } }),

  deliveries: (phone: string | null) => call<Deliveries>('/control/webhooks', { query: { phone, limit: 100 } }),
  delivery: (id: string) => call<Delivery>(`/control/webhooks/${id}`),
  redeliver: (id: string) => post<Delivery>(`/control/webhooks/${id}/redeliver`),
  release: () => post<{ released: number }>('/control/webhooks/release'),

  clock: () => call<SimulatorClock>('/control/clock'),
  advance: (ms: number) => post<SimulatorClock>('/control/clock/advance', { ms }),
  reset: () => post<void>('/control/reset'),
  businesses: async () => (await call<{ businesses: Business[] }>('/control/businesses')).businesses,
  credentials: (business: string) => call<Credentials>(`/control/businesses/${business}/credentials`),
  templates: () => call<TemplateReview>('/control/templates'),
  setReview: (seconds: number | null) =>
    call<unknown>('/control/templates/review', { method: 'PUT', json: { seconds } }),
  decide: (template: string, decision: { status: string; reason?: string }) =>
    post<unknown>(`/control/templates/${template}/status`, decision),
  expireToken: (business: string, token_expired: boolean) =>
    call<unknown>(`/control/businesses/${business}`, { method: 'PATCH', json: { token_expired } }),
};
