// Flows as the engine writes them (crates/flow-engine): graphs, findings, runs, steps, tests. OpenAPI calls these parts plain objects, so their types are kept here by hand.

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };
export type JsonObject = { [member: string]: Json };

// --- graph.rs ---

export interface Graph {
  schema: number;
  nodes: FlowNode[];
  edges: FlowEdge[];
  variables: FlowVariable[];
  settings: FlowSettings;
}

export interface FlowNode {
  id: string;
  type: string;
  /** Unique word for `{{nodes.<name>}}`. */
  name: string;
  config: JsonObject;
  position: Position;
  /** The author's remarks; left out when empty. */
  notes?: string;
  on_error: OnError;
}

export interface Position {
  x: number;
  y: number;
}

export type OnError = 'route' | 'continue' | 'policy';

export interface FlowEdge {
  id: string;
  from: string;
  handle: string;
  to: string;
}

export interface FlowVariable {
  name: string;
  type: VariableKind;
  default?: Json;
}

export type VariableKind = 'text' | 'number' | 'boolean' | 'date' | 'list' | 'object';

export interface FlowSettings {
  language?: string;
  time_zone?: string;
  guardrails?: FlowGuardrails;
  error_policy?: 'handoff' | 'end';
  new_trigger?: 'ignore' | 'queue' | 'replace' | 'interrupt_and_resume';
  stale_tap?: 'notice' | 'restart' | 'text';
  stale_text?: string;
}

export interface FlowGuardrails {
  steps_per_sprint?: number;
  visits_per_node?: number;
  scope?: 'sprint' | 'run';
  steps_per_run?: number;
  days_per_run?: number;
  subflow_levels?: number;
}

/** graph/diff.rs: what changed between two graphs. */
export interface Difference {
  nodes: NodeDifference[];
  edges: EdgeChange[];
  /** JSON pointers into `variables` and `settings`. */
  other: FieldChange[];
}

export interface NodeDifference {
  node: string;
  change: { is: 'added' } | { is: 'removed' } | { is: 'moved' } | { is: 'changed'; fields: FieldChange[] };
}

export interface FieldChange {
  pointer: string;
  before: Json;
  after: Json;
}

export interface EdgeChange {
  from: string;
  handle: string;
  before: string | null;
  after: string | null;
}

// --- check.rs, check/fix.rs, check/bounds.rs ---

export type Severity = 'error' | 'warning' | 'hint';

export interface Finding {
  code: string;
  severity: Severity;
  node?: string;
  /** A setting such as `buttons[0].title`, or `edge:<id>`. */
  field?: string;
  message: string;
  fix?: Fix;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

export type Edit =
  | { do: 'add_node_after'; node: string; handle: string; kind: string; config: JsonObject }
  | { do: 'insert_before'; node: string; kind: string; config: JsonObject; handle: string }
  | { do: 'remove_edge'; edge: string }
  | { do: 'remove_node'; node: string }
  | { do: 'rename_node'; node: string; name: string }
  | { do: 'set_field'; node: string; field: string; value: Json }
  | { do: 'add_variable'; name: string; kind: VariableKind };

/** At most so much between two waits. */
export interface Bounds {
  sends: number;
  calls: number;
}

// --- run.rs, host.rs ---

export interface FlowRef {
  flow: string;
  version: string;
}

/** The engine's run; the API's view of one is `FlowRunView`. */
export interface Run {
  id: string;
  status: RunStatus;
  frames: RunFrame[];
  epoch: number;
  started_at: string;
  trigger: Json;
  message: Json;
  counters: { steps: number; sprint_steps: number; visits: Record<string, number> };
}

export type RunStatus =
  | { is: 'new' }
  | ({ is: 'asking' } & Asking)
  | ({ is: 'waiting' } & Wait)
  | { is: 'paused'; before: RunStatus }
  | { is: 'ended'; result: RunResult; outcome: string; at: string };

export type RunResult = 'done' | 'failed' | 'handed_off' | 'cancelled';

export interface RunFrame {
  flow: FlowRef;
  vars: JsonObject;
  nodes: JsonObject;
  calling?: string;
}

export type WakeOn = 'reply' | 'timer' | 'webhook' | 'submission' | 'status' | 'release';

export interface Wait {
  node: string;
  since: string;
  on: WakeOn[];
  wake_at: string | null;
  message?: string;
  memory?: Json;
}

export interface Asking {
  node: string;
  key: string;
  question: FlowQuestion;
  since: string;
}

/** What only the outside can answer: its kind, and what was asked. */
export type FlowQuestion = { type: 'agent' | 'function' | 'http' | 'llm' } & JsonObject;

export type FlowAnswer =
  | { type: 'agent'; user: string | null }
  | { type: 'failed'; message: string }
  | { type: 'function'; value: Json; case?: string | null }
  | { type: 'http'; status: number; headers?: JsonObject; body?: Json }
  | { type: 'llm'; text: string }
  | { type: 'network'; message: string }
  | { type: 'timeout' };

export interface Step {
  number: number;
  at: string;
  flow: FlowRef;
  depth: number;
  node: string;
  kind: string;
  action: 'enter' | 'resume' | 'outside';
  opening?: JsonObject;
  heard?: Json[];
  question?: FlowQuestion;
  answer?: FlowAnswer;
  changes?: Change[];
  effects?: string[];
  handle?: string;
  edge?: string;
  outcome: StepOutcome;
  error?: { code: string; message: string };
}

export type StepOutcome = 'left' | 'waits' | 'called' | 'ended' | 'failed' | 'paused';

export interface Change {
  path: string;
  before: Json;
  after: Json;
}

// --- flow_test.rs ---

export interface Given {
  now?: string;
  contact?: Json;
  facts?: JsonObject;
  templates?: Record<string, string>;
  start?: Json;
  globals?: Json;
}

/** Each step says one thing. */
export interface TestStep {
  say?: string;
  tap?: string;
  send?: JsonObject;
  submit?: Json;
  /** Seconds, or `90s`, `30m`, `2h`, `3d`. */
  wait?: number | string;
  take_over?: boolean;
  release?: boolean;
  expect?: JsonObject;
}

/** By node name or id, one answer after the other; the last one stays. */
export type Mocks = Record<string, FlowAnswer[]>;

export interface Coverage {
  taken: string[];
  missed: string[];
}
