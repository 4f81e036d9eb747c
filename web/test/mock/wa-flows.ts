// Made-up forms, submissions and functions, for `npm run dev:mock` and tests.

import type { FunctionView } from '~/api/functions';
import type { Submission } from '~/api/submissions';
import type { WaFlow, WaFlowOutline } from '~/api/wa-flows';
import { fields, isFields, list } from '~/whatsapp/read';
import { file as mediaFile } from '~/whatsapp/samples/make';
import { entryOf, routesOf } from '~/whatsapp/wa-flow-renderer/phone';
import { NOW, testId } from '../builders';
import type { Handler } from './server';
import { starterText, waFlowStarters } from './wa-flow-starters';

const iso = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

export function waFlow(over: Partial<WaFlow> = {}): WaFlow {
  return {
    id: testId('wfl_'),
    meta_id: '1093000123',
    name: 'appointment',
    status: 'DRAFT',
    categories: ['APPOINTMENT_BOOKING'],
    json_version: '7.3',
    data_api_version: null,
    endpoint_uri: null,
    draft_revision: 1,
    draft_saved_at: iso(30),
    has_changes: false,
    health: { can_send_message: 'AVAILABLE', problems: [] },
    meta_errors: [],
    preview: { url: 'https://business.facebook.com/wa/manage/flows/1093000123/preview', expires_at: null },
    endpoint: { kind: 'none' },
    submissions_7d: 0,
    synced_at: iso(5),
    created_at: iso(60 * 24 * 9),
    updated_at: iso(30),
    ...over,
  };
}

/** The outline as the server makes it, roughly. */
export function outlineOf(text: string): WaFlowOutline | null {
  const form = parse(text);
  if (!form) return null;
  const routes = routesOf(form);
  return {
    version: String(form.version),
    endpoint: form.data_api_version !== undefined,
    entries: [entryOf(form) ?? ''],
    routes: routes.map(([from, to]) => ({ from, to, by: ['Footer'] })),
    screens: list(form.screens)
      .filter(isFields)
      .map((screen, index) => {
        const at = `/screens/${index}`;
        const placed = list(fields(screen.layout).children).map((child, place) => ({
          it: fields(child),
          pointer: `${at}/layout/children/${place}`,
        }));
        return {
          id: String(screen.id),
          title: String(screen.title ?? screen.id),
          terminal: screen.terminal === true,
          success: screen.terminal === true,
          refresh_on_back: screen.refresh_on_back === true,
          pointer: at,
          components: placed.map(({ it }) => String(it.type)),
          inputs: placed
            .filter(({ it }) => it.name !== undefined)
            .map(({ it, pointer }) => ({
              name: String(it.name),
              component: String(it.type),
              label: typeof it.label === 'string' ? it.label : null,
              value: ['CheckboxGroup', 'ChipsSelector'].includes(String(it.type)) ? 'array' : 'string',
              required: it.required === true,
              files: String(it.type).endsWith('Picker') && !/Date|Calendar/.test(String(it.type)),
              sensitive: false,
              pointer,
              options: list(it['data-source'])
                .filter(isFields)
                .map((option): [string, string] => [String(option.id), String(option.title)]),
            })),
          data: Object.entries(fields(screen.data)).map(([name, schema]) => ({
            name,
            kind: String(fields(schema).type),
            example: fields(schema).__example__,
            pointer: `${at}/data/${name}`,
          })),
        };
      }),
  };
}

export function waFlowRoutes(w: string): [string, string, Handler][] {
  const texts = new Map<string, string>();
  const make = (starter: string, over: Partial<WaFlow>) => {
    const flow = waFlow({ name: starter, ...over });
    texts.set(flow.id, starterText(starter));
    return flow;
  };
  const flows = [
    make('appointment', {
      id: `wfl_${'a'.padStart(32, '0')}`,
      has_changes: true,
      data_api_version: '3.0',
      endpoint: { kind: 'function', function: 'fn_1', timeout_ms: 3000 },
      submissions_7d: 1204,
    }),
    make('lead', { status: 'PUBLISHED', categories: ['LEAD_GENERATION', 'CONTACT_US'], submissions_7d: 88 }),
    make('survey', {
      status: 'THROTTLED',
      categories: ['SURVEY'],
      submissions_7d: 3,
      health: {
        can_send_message: 'LIMITED',
        problems: [
          {
            severity: 'warning',
            text: 'The endpoint answers slowly: p90 is 1.8 s.',
            solution: 'Answer within one second.',
          },
        ],
      },
    }),
    make('feedback', { status: 'BLOCKED', categories: ['CUSTOMER_SUPPORT'], health: null }),
    make('lead', { name: 'old_contact_form', status: 'DEPRECATED', categories: ['CONTACT_US'], json_version: '5.1' }),
  ];
  const find = (id = '') => flows.find((flow) => flow.id === id) ?? flows[0] ?? waFlow();
  const f = `${w}/wa-flows/([^/]+)`;
  const page = (data: unknown[]) => ({ data, page: { next_cursor: null } });
  return [
    ['GET', `${w}/wa-flows`, () => page(flows)],
    [
      'POST',
      `${w}/wa-flows`,
      ({ body }) => {
        const flow = waFlow({ name: String(body.name), categories: list(body.categories).map(String) });
        texts.set(flow.id, starterText(String(body.starter)));
        flows.unshift(flow);
        return flow;
      },
    ],
    ['GET', `${w}/wa-flow-starters`, () => page(waFlowStarters)],
    ['POST', `${w}/wa-flows/sync`, () => null],
    ['GET', f, ({ params }) => find(params[0])],
    ['PATCH', f, ({ params, body }) => Object.assign(find(params[0]), body)],
    [
      'DELETE',
      f,
      ({ params }) => {
        flows.splice(flows.indexOf(find(params[0])), 1);
        return null;
      },
    ],
    [
      'POST',
      `${f}/(upload|publish|deprecate|preview)`,
      ({ params: [id, action] }) =>
        Object.assign(
          find(id),
          {
            upload: { has_changes: false },
            publish: { status: 'PUBLISHED' },
            deprecate: { status: 'DEPRECATED' },
            preview: {},
          }[action ?? ''] ?? {},
        ),
    ],
    [
      'GET',
      `${f}/draft`,
      ({ params: [id = ''] }) => ({
        json: texts.get(find(id).id) ?? '{}',
        revision: find(id).draft_revision,
        saved_at: iso(1),
      }),
    ],
    [
      'PUT',
      `${f}/draft`,
      ({ params: [id = ''], body }) => {
        const flow = find(id);
        texts.set(flow.id, String(body.json));
        Object.assign(flow, { draft_revision: flow.draft_revision + 1, has_changes: true });
        return { revision: flow.draft_revision, findings: [] };
      },
    ],
    [
      'POST',
      `${f}/check`,
      ({ body }) => ({ findings: findingsOf(String(body.json)), outline: outlineOf(String(body.json)) }),
    ],
    [
      'GET',
      `${f}/versions`,
      () =>
        page([
          { number: 2, kind: 'published', errors: 0, created_by: null, created_at: iso(600) },
          { number: 1, kind: 'uploaded', errors: 1, created_by: null, created_at: iso(900) },
        ]),
    ],
    [
      'GET',
      `${f}/versions/([0-9]+)`,
      ({ params: [id = '', number] }) => ({
        number: Number(number),
        json: (texts.get(find(id).id) ?? '')
          .replace('When does it suit you?', 'Which day?')
          .replace('"Book"', '"Reserve"'),
      }),
    ],
    [
      'POST',
      `${f}/endpoint/try`,
      ({ body }) => {
        const data = fields(body.data);
        const day = { first_day: '2026-11-24', last_day: '2026-12-24' };
        const answer =
          data.step === 'time'
            ? {
                screen: 'DETAILS',
                data: { summary: `${String(data.day)}, ${String(data.time)}`, day: data.day, time: data.time },
              }
            : {
                screen: 'DAY',
                data: {
                  ...day,
                  has_times: data.step === 'day',
                  times: ['09:00', '10:00', '14:30'].map((time) => ({ id: time, title: time })),
                },
              };
        return { answer, ms: 3, logs: [{ level: 'log', text: `asked ${String(body.action)}`, at_ms: 1 }] };
      },
    ],
    ['PUT', `${f}/endpoint`, ({ params, body }) => Object.assign(find(params[0]), { endpoint: body })],
    [
      'GET',
      `${f}/exchanges`,
      () =>
        page([
          {
            id: 'fex_3',
            at: iso(2),
            action: 'data_exchange',
            screen: 'DAY',
            status: 200,
            ms: 38,
            request: { step: 'time' },
            answer: { screen: 'DETAILS', data: {} },
          },
          {
            id: 'fex_2',
            at: iso(3),
            action: 'INIT',
            screen: null,
            status: 200,
            ms: 1420,
            request: {},
            answer: { screen: 'DAY', data: {} },
          },
          {
            id: 'fex_1',
            at: iso(9),
            action: 'data_exchange',
            screen: 'DAY',
            status: 500,
            ms: 3004,
            error: 'The function took longer than 3000 ms.',
            request: { step: 'day' },
            answer: null,
          },
        ]),
    ],
    [
      'GET',
      `${f}/stats`,
      () => ({ sent: 2411, opened: 1822, submitted: 1204, exchanges: 5310, errors: 12, p50_ms: 41, p95_ms: 380 }),
    ],
    ['GET', `${f}/forwards`, () => page(forwards)],
    [
      'POST',
      `${f}/forwards`,
      ({ body }) => {
        const made = { id: testId('fwd_'), enabled: true, ...body };
        forwards.push(made);
        return made;
      },
    ],
    ['PATCH', `${w}/forwards/([^/]+)`, ({ body }) => Object.assign(forwards[0] ?? {}, body)],
    [
      'POST',
      `${w}/forwards/([^/]+)/try`,
      () => ({
        method: 'POST',
        url: 'https://crm.example/leads',
        headers: { 'content-type': 'application/json' },
        body: { customer: 'Elif Nair', day: '2026-12-01' },
      }),
    ],
    [
      'GET',
      `${w}/forwards/([^/]+)/deliveries`,
      () =>
        page([
          { id: 'fwl_2', submission_id: 'sub_1', at: iso(4), state: 'delivered', status: 201, attempts: 1 },
          {
            id: 'fwl_1',
            submission_id: 'sub_0',
            at: iso(40),
            state: 'failed',
            status: 503,
            attempts: 8,
            error: 'The server answered 503.',
          },
        ]),
    ],
    ['POST', `${w}/forward-deliveries/([^/]+)/redeliver`, () => ({})],
    [
      'GET',
      `${w}/submissions`,
      ({ url }) => {
        const q = url.searchParams.get('q')?.toLowerCase() ?? '';
        return page(submissions.filter((one) => JSON.stringify(one).toLowerCase().includes(q)));
      },
    ],
    [
      'GET',
      `${w}/submissions/([^/]+)`,
      ({ params }) => submissions.find(({ id }) => id === params[0]) ?? submissions[0],
    ],
    ['GET', `${w}/wa-flow-keys`, () => page(keys)],
    [
      'POST',
      `${w}/wa-flow-keys(?:/import)?`,
      () => {
        const made = {
          id: testId('wfk_'),
          fingerprint: '91:0c:aa:54:1b:7e',
          status: 'active',
          uploaded_at: null,
          meta_state: null,
          created_at: iso(0),
        };
        keys.unshift(made);
        return made;
      },
    ],
    [
      'POST',
      `${w}/wa-flow-keys/([^/]+)/upload`,
      ({ params }) =>
        Object.assign(keys.find(({ id }) => id === params[0]) ?? {}, { uploaded_at: iso(0), meta_state: 'VALID' }),
    ],
    [
      'POST',
      `${w}/wa-flow-keys/([^/]+)/retire`,
      ({ params }) => Object.assign(keys.find(({ id }) => id === params[0]) ?? {}, { status: 'retired' }),
    ],
    ...functionRoutes(w),
  ];
}

const forwards: Record<string, unknown>[] = [
  {
    id: 'fwd_1',
    name: 'CRM',
    url: 'https://crm.example/leads',
    method: 'POST',
    mapping: { customer: 'contact.name', day: 'values.day' },
    headers: [{ name: 'Authorization', secret: 'CRM_TOKEN' }],
    enabled: true,
  },
];

const keys: {
  id: string;
  fingerprint: string;
  status: string;
  uploaded_at: string | null;
  meta_state: string | null;
  created_at: string;
}[] = [
  {
    id: 'wfk_2',
    fingerprint: '3f:2a:9c:11:5d:e0:7b:42',
    status: 'active',
    uploaded_at: iso(400),
    meta_state: 'VALID',
    created_at: iso(410),
  },
  {
    id: 'wfk_1',
    fingerprint: 'c8:77:01:fe:90:3b:aa:19',
    status: 'overlap',
    uploaded_at: iso(90_000),
    meta_state: 'MISMATCH',
    created_at: iso(90_010),
  },
];

const names = ['Elif Nair', 'Ana Torres', 'Zoë Quintero-Fernández', 'محمد علي', 'Jonas Weber'];

const submissions: Submission[] = Array.from({ length: 24 }, (_, index) => ({
  id: `sub_${index}`,
  wa_flow: { id: `wfl_${'a'.padStart(32, '0')}`, name: 'appointment' },
  contact: { id: `ct_${index}`, name: names[index % names.length] ?? '', phone: null },
  conversation_id: `cnv_${index}`,
  message_id: `msg_${index}`,
  bound_by: 'token',
  at: iso(index * 47),
  values: [
    { key: 'day', label: 'Day', value: `2026-12-${String((index % 28) + 1).padStart(2, '0')}` },
    { key: 'time', label: 'Time', value: ['09:00', '10:00', '14:00'][index % 3] },
    { key: 'name', label: 'Name', value: names[index % names.length] },
    { key: 'note', label: 'Note', value: index % 3 === 0 ? 'Please ring twice, the bell is broken.' : null },
  ],
  files: index % 6 === 0 ? [mediaFile({ filename: 'photo.jpg', mime_type: 'image/jpeg', size: 84_211 })] : [],
  forwards:
    index === 2 ? { delivered: 0, failed: 1, pending: 0 } : { delivered: 1, failed: 0, pending: index === 0 ? 1 : 0 },
}));

function functionRoutes(w: string): [string, string, Handler][] {
  const source = waFlowStarters[0]?.function ?? '';
  const made: FunctionView[] = [
    {
      id: 'fn_1',
      name: 'appointment_answers',
      description: 'Free times of a day, from the calendar.',
      timeout_ms: 3000,
      memory_mb: 32,
      allow_hosts: ['calendar.example'],
      live_version: 3,
      draft_revision: 4,
      has_changes: true,
      created_at: iso(9_000),
      updated_at: iso(20),
    },
  ];
  const sources = new Map([['fn_1', source]]);
  const secrets = [{ name: 'CRM_TOKEN', hint: '…9f2c', updated_at: iso(2000), updated_by_name: 'Priya Nair' }];
  const find = (id: string | undefined) => made.find((one) => one.id === id) ?? made[0];
  const f = `${w}/functions/([^/]+)`;
  return [
    ['GET', `${w}/functions`, () => ({ data: made })],
    ['GET', `${w}/functions/status`, () => ({ available: true, reason: null })],
    [
      'POST',
      `${w}/functions`,
      ({ body }) => {
        const one = {
          ...made[0],
          id: testId('fn_'),
          name: String(body.name),
          live_version: null,
          has_changes: true,
          draft_revision: 1,
        };
        // biome-ignore lint/suspicious/noExplicitAny: made of a whole one
        made.push(one as any);
        return one;
      },
    ],
    ['GET', f, ({ params }) => find(params[0])],
    ['PATCH', f, ({ params, body }) => Object.assign(find(params[0]) ?? {}, body)],
    ['GET', `${f}/draft`, ({ params: [id = ''] }) => ({ source: sources.get(id) ?? source, revision: 4 })],
    [
      'PUT',
      `${f}/draft`,
      ({ params: [id = ''], body }) => {
        sources.set(id, String(body.source));
        return { revision: 5 };
      },
    ],
    ['POST', `${f}/publish`, () => ({})],
    [
      'GET',
      `${f}/versions`,
      () => ({ data: [{ number: 3, note: 'New hours', published_at: iso(100), published_by_name: 'Priya Nair' }] }),
    ],
    ['GET', `${f}/versions/([0-9]+)`, () => ({ number: 3, source: source.replace('14:00', '13:00') })],
    [
      'POST',
      `${f}/run`,
      () => ({
        result: { screen: 'DAY', data: { has_times: true } },
        logs: [{ level: 'log', text: 'asked for 2026-12-01', at_ms: 1 }],
        ms: 2,
        fetches: [{ url: 'https://calendar.example/free', status: 200, ms: 120 }],
      }),
    ],
    [
      'GET',
      `${f}/calls`,
      () => ({
        data: [
          {
            at: iso(2),
            caller: 'wa_flow',
            ms: 3,
            ok: true,
            problem: null,
            logs: [{ level: 'log', text: 'asked for 2026-12-01', at_ms: 1 }],
          },
          {
            at: iso(9),
            caller: 'wa_flow',
            ms: 3004,
            ok: false,
            problem: { kind: 'timeout', message: 'The function took longer than 3000 ms.' },
            logs: [],
          },
        ],
      }),
    ],
    ['GET', `${w}/secrets`, () => ({ data: secrets })],
    ['PUT', `${w}/secrets/([^/]+)`, () => ({})],
  ];
}

function parse(text: string) {
  try {
    return fields(JSON.parse(text));
  } catch {
    return null;
  }
}

function findingsOf(text: string) {
  if (parse(text) === null)
    return [
      {
        code: 'INVALID_FLOW_JSON',
        rule: 'json-syntax',
        severity: 'error',
        pointer: '',
        line: 3,
        column: 1,
        line_end: 3,
        column_end: 4,
        message: 'Flow JSON is not valid.',
      },
    ];
  const line = text.split('\n').findIndex((one) => one.includes('"Note"')) + 1;
  return line === 0
    ? []
    : [
        {
          code: 'INVALID_PROPERTY_VALUE',
          rule: 'text-too-long',
          severity: 'warning',
          pointer: '',
          line,
          column: 12,
          line_end: line,
          column_end: 22,
          message: 'A label of at most 20 characters is shown whole.',
        },
      ];
}
