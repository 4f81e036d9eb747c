// A form that is open, for a page to draw: keeps the phone's state, asks the endpoint through `exchange`, and writes down what happened.
import { useEffect, useRef, useState } from 'react';
import type { Fields } from '../read';
import { answer, back, fill, here, type Moved, openPhone, type Phone, press, refusals, screenOf } from './phone';

export interface Request {
  action: 'INIT' | 'data_exchange' | 'BACK';
  screen: string;
  data: Fields;
}

/** What came back: a screen, a token that is used up (427), or nothing that could be used. `trace` is shown in the log. */
export type Reply =
  | { kind: 'answer'; answer: unknown; trace?: unknown }
  | { kind: 'expired' | 'failed'; message: string; trace?: unknown };

export type Exchange = (request: Request, signal: AbortSignal) => Promise<Reply>;

/** How it is opened: on a screen with data (`navigate`), or by asking the endpoint first (`data_exchange`). */
export type Start = { kind: 'screen'; screen: string | null; data: Fields } | { kind: 'init' };

export interface LogEntry {
  id: number;
  at: number;
  action: Request['action'] | 'navigate' | 'update_data' | 'open_url' | 'complete' | 'error';
  screen: string;
  payload: unknown;
  answer?: unknown;
  ms?: number;
  problem?: string;
  trace?: unknown;
}

export type WaFlowState =
  | { kind: 'opening' }
  | { kind: 'open'; phone: Phone }
  | { kind: 'done'; payload: Fields; phone: Phone | null }
  | { kind: 'closed' }
  | { kind: 'failed'; message: string; final: boolean };

/** Meta: a phone waits ten seconds for the endpoint. */
const PATIENCE = 10_000;
const LOG = 100;

export interface WaFlow {
  state: WaFlowState;
  /** The name of the input, or `footer`, that waits for the endpoint. */
  waiting: string | null;
  /** The page that a link would open, until something else happens. */
  opened: string | null;
  log: LogEntry[];
  /** Inputs whose refusals are shown by now. */
  judged: ReadonlySet<string>;
  /** Inputs that were changed since the endpoint last said something about them. */
  edited: ReadonlySet<string>;
  fill(name: string, value: unknown): void;
  judge(name: string): void;
  press(component: Fields, item?: string): void;
  back(): void;
  restart(): void;
  clearLog(): void;
}

interface Options {
  form: unknown;
  start: Start;
  exchange: Exchange;
  onComplete?(payload: Fields): void;
  onClose?(): void;
}

const nobody: ReadonlySet<string> = new Set();

export function useWaFlow({ form, start, exchange, onComplete, onClose }: Options): WaFlow {
  const [state, setState] = useState<WaFlowState>(() => begin(form, start));
  const [waiting, setWaiting] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [log, setLog] = useState<LogEntry[]>([]);
  const [judged, setJudged] = useState(nobody);
  const [edited, setEdited] = useState(nobody);
  const [visit, setVisit] = useState(0);
  const [drawn, setDrawn] = useState(form);
  const latest = useRef<Phone | null>(state.kind === 'open' ? state.phone : null);
  const count = useRef(0);
  const running = useRef<AbortController | null>(null);

  // While its author types, the form stays where it is; a screen that went away leads to the start.
  if (drawn !== form) {
    setDrawn(form);
    const kept = state.kind === 'open' ? { ...state.phone, form: readForm(form) } : null;
    const still = kept && screenOf(kept.form, here(kept)) ? kept : null;
    if (still) setState({ kind: 'open', phone: still });
    else if (start.kind === 'screen') setState(begin(form, start));
  }
  useEffect(() => {
    latest.current = state.kind === 'open' || state.kind === 'done' ? state.phone : null;
  }, [state]);

  const write = (entry: Omit<LogEntry, 'id' | 'at'>): number => {
    count.current += 1;
    const id = count.current;
    setLog((all) => [...all.slice(-LOG + 1), { ...entry, id, at: Date.now() }]);
    return id;
  };
  const amend = (id: number, more: Partial<LogEntry>) =>
    setLog((all) => all.map((entry) => (entry.id === id ? { ...entry, ...more } : entry)));

  const put = (phone: Phone) => {
    const before = latest.current;
    if (before && here(before) !== here(phone)) setJudged(nobody);
    latest.current = phone;
    setState({ kind: 'open', phone });
  };

  const ask = async (request: Request, by: string) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setWaiting(by);
    const id = write({ action: request.action, screen: request.screen, payload: request.data });
    const started = performance.now();
    const reply = await patient(exchange, request, control.signal);
    if (control.signal.aborted) return;
    setWaiting(null);
    const ms = Math.round(performance.now() - started);
    if (reply.kind !== 'answer') {
      amend(id, { ms, problem: reply.message, trace: reply.trace });
      fail(reply.message, reply.kind === 'expired');
      return;
    }
    amend(id, { ms, answer: reply.answer, trace: reply.trace });
    setEdited(nobody);
    take(id, request, reply.answer);
  };

  const fail = (message: string, final: boolean) => {
    const phone = latest.current;
    if (phone && !final) put({ ...phone, snackbar: message });
    else setState({ kind: 'failed', message, final });
  };

  const take = (id: number, request: Request, said: unknown) => {
    const phone = latest.current ?? opening(form, said);
    const result = phone ? answer(phone, said) : { key: 'invalid-screen-transition', says: 'there is no such screen' };
    if ('phone' in result) {
      follow(result, request.screen);
      return;
    }
    amend(id, { problem: `${result.key}: ${result.says}` });
    fail('', false);
    // A phone tells the endpoint that it could not use the answer.
    const data = { error: result.key, error_message: result.says };
    const noted = write({ action: request.action, screen: request.screen, payload: data });
    void patient(exchange, { ...request, data }, new AbortController().signal).then((reply) =>
      amend(noted, reply.kind === 'answer' ? { answer: reply.answer } : { problem: reply.message }),
    );
  };

  const follow = ({ phone, outcomes }: Moved, by: string) => {
    const from = latest.current ? here(latest.current) : here(phone);
    put(phone);
    setOpened(null);
    for (const outcome of outcomes) {
      switch (outcome.kind) {
        case 'nothing':
          break;
        case 'shown':
          if (from !== here(phone))
            write({ action: 'navigate', screen: here(phone), payload: phone.data[here(phone)] });
          break;
        case 'updated':
          write({ action: 'update_data', screen: from, payload: phone.data[from] });
          break;
        case 'exchange':
          void ask({ action: 'data_exchange', screen: outcome.screen, data: outcome.payload }, by);
          break;
        case 'back':
          void ask({ action: 'BACK', screen: outcome.screen, data: {} }, 'back');
          break;
        case 'open':
          write({ action: 'open_url', screen: from, payload: outcome.url });
          setOpened(outcome.url);
          break;
        case 'complete':
          write({ action: 'complete', screen: from, payload: outcome.payload });
          setState({ kind: 'done', payload: outcome.payload, phone });
          onComplete?.(outcome.payload);
          break;
        case 'closed':
          setState({ kind: 'closed' });
          onClose?.();
          break;
      }
    }
  };

  const init = useRef<() => void>(() => undefined);
  useEffect(() => {
    init.current = () => void ask({ action: 'INIT', screen: '', data: {} }, 'open');
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new visit asks anew
  useEffect(() => {
    if (start.kind === 'init') init.current();
    return () => running.current?.abort();
  }, [start.kind, visit]);

  return {
    state,
    waiting,
    opened,
    log,
    judged,
    edited,
    fill(name, value) {
      if (!latest.current) return;
      setEdited((all) => new Set(all).add(name));
      follow(fill(latest.current, name, value), name);
    },
    judge: (name) => setJudged((all) => new Set(all).add(name)),
    press(component, item) {
      const phone = latest.current;
      if (!phone || waiting !== null) return;
      const moved = press(phone, component, item);
      if (Array.isArray(moved)) setJudged(new Set(refusals(phone).map(({ name }) => name)));
      else follow(moved, component.type === 'Footer' ? 'footer' : String(component.name ?? ''));
    },
    back() {
      if (latest.current && waiting === null) follow(back(latest.current), 'back');
    },
    restart() {
      running.current?.abort();
      setWaiting(null);
      setOpened(null);
      setJudged(nobody);
      setEdited(nobody);
      latest.current = null;
      setState(begin(form, start));
      setVisit((all) => all + 1);
    },
    clearLog: () => setLog([]),
  };
}

function readForm(form: unknown): Fields {
  const opened = openPhone(form, null);
  return opened?.form ?? {};
}

function begin(form: unknown, start: Start): WaFlowState {
  if (start.kind === 'init') return { kind: 'opening' };
  const phone = openPhone(form, start.screen, start.data) ?? openPhone(form, null, start.data);
  return phone ? { kind: 'open', phone } : { kind: 'failed', message: '', final: true };
}

/** The first answer decides on which screen the form opens. */
function opening(form: unknown, said: unknown): Phone | null {
  const screen = typeof said === 'object' && said !== null ? Reflect.get(said, 'screen') : null;
  if (screen === 'SUCCESS') return openPhone(form, null);
  return typeof screen === 'string' ? openPhone(form, screen) : null;
}

async function patient(exchange: Exchange, request: Request, stopped: AbortSignal): Promise<Reply> {
  const late = AbortSignal.timeout(PATIENCE);
  try {
    const asked = exchange(request, AbortSignal.any([stopped, late]));
    const tooLate = new Promise<Reply>((resolve) =>
      late.addEventListener('abort', () => resolve({ kind: 'failed', message: 'timeout_error' })),
    );
    return await Promise.race([asked, tooLate]);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
