// The shapes of the simulator's control API (its README is the reference).

export interface Phone {
  id: string;
  name: string;
  wa_id: string | null;
  username: string | null;
  user_id: string;
  country: string;
  language: string;
  online: boolean;
  auto_read: boolean;
  blocked: boolean;
  username_only: boolean;
  chats: Chat[];
}

/** What a phone has with one business number. */
export interface Chat {
  number: string;
  business: string;
  name: string;
  display_phone_number: string;
  user_id: string;
  unread: number;
  last: PhoneMessage | null;
  typing_until: string | null;
  window_until: string | null;
  marketing: 'allowed' | 'stopped';
  blocked_by_business: boolean;
}

export type PhoneTicks = 'sending' | 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface PhoneMedia {
  id?: string;
  mime_type?: string;
  size?: number;
  filename?: string | null;
  voice?: boolean;
  animated?: boolean;
  url?: string | null;
  link?: string | null;
}

export interface PhoneMessage {
  id: string;
  phone: string;
  number: string;
  from: 'phone' | 'business';
  via: 'phone' | 'api' | 'app';
  at: string;
  type: string;
  content: unknown;
  media: PhoneMedia | null;
  reply_to: string | null;
  ticks: PhoneTicks;
  reactions: { from: 'phone' | 'business'; emoji: string }[];
  chosen: string[];
  forwarded: boolean;
  /** The ad it followed, the product it asks about, many forwards. */
  came_with?: { referral: unknown; product: unknown; frequently_forwarded: boolean } | null;
  edited: boolean;
  revoked: boolean;
  error: { code: number; title: string; details: string } | null;
}

export interface Thread {
  phone: string;
  number: string;
  typing_until: string | null;
  more: boolean;
  messages: PhoneMessage[];
}

/** What a customer sends; see the README for each type's members. */
export type Outgoing = { type: string; reply_to?: string } & Record<string, unknown>;

export interface NewPhone {
  name: string;
  wa_id?: string;
  username?: string;
  username_only?: boolean;
  country?: string;
  language?: string;
}

export type FaultRule = { kind: string; rate?: number; times?: number | null } & Record<string, unknown>;
export type Fault = FaultRule & { id: string; used: number };

export interface FaultSetting {
  name: string;
  type: 'integer' | 'choice' | 'list';
  default: unknown;
  options?: string[];
}

export interface FaultKind {
  kind: string;
  where: 'webhook' | 'graph' | 'phone' | 'media';
  says: string;
  settings: FaultSetting[];
}

export interface Attempt {
  at: string;
  status: number | null;
  error: string | null;
  ms: number;
}

export interface Delivery {
  id: string;
  business: string;
  phone: string | null;
  url: string | null;
  at: string;
  state: 'waiting' | 'answered' | 'gave_up' | 'held' | 'no_callback';
  what: string[];
  size: number;
  signature: string | null;
  copy_of: string | null;
  attempts: Attempt[];
  body?: string;
}

export interface Deliveries {
  deliveries: Delivery[];
  pending: number;
  held: number;
}

export interface SimulatorClock {
  now: string;
  offset_ms: number;
  frozen: boolean;
}

export interface Business {
  id: string;
  name: string;
  app_id: string;
  token_expired: boolean;
  callback: { url: string | null; subscribed: boolean } | null;
  numbers: { id: string; display_phone_number: string; verified_name: string; coexistence: boolean }[];
}

export interface Credentials {
  app_id: string;
  app_secret: string;
  verify_token: string;
  access_token: string;
  waba_id: string;
  phone_number_ids: string[];
}

/** A template as Meta's reviewers see it. */
export interface ReviewedTemplate {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
}

/** All templates, and after how long this Meta decides by itself; null leaves it to people. */
export interface TemplateReview {
  templates: ReviewedTemplate[];
  review_seconds: number | null;
}

/** What a business answered a phone's form; `error` is the key that Meta's clients report. */
export interface FormExchange {
  status: number | null;
  ms: number;
  error: string | null;
  answer: unknown;
}

export interface OpenedForm {
  message: string;
  name: string;
  mode: 'draft' | 'published';
  form: unknown;
  screen: string | null;
  data: Record<string, unknown> | null;
  exchange: FormExchange | null;
}

export interface FormAnswer extends FormExchange {
  screen: string | null;
  data: unknown;
}
