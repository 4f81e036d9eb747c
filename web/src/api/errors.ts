// What went wrong with a call, in the server's own words: what happened, and the way out.
import { t } from '@lingui/core/macro';

export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

interface ProblemParts {
  status: number;
  code: string;
  detail: string;
  remedy?: string | null;
  requestId?: string | null;
  fields?: readonly FieldError[];
}

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string | null;
  readonly requestId: string | null;
  readonly fields: readonly FieldError[];

  constructor({ status, code, detail, remedy, requestId, fields }: ProblemParts) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.remedy = remedy ?? null;
    this.requestId = requestId ?? null;
    this.fields = fields ?? [];
  }

  /** The message for one form field, by its JSON pointer (`/email`). */
  field(pointer: string): string | null {
    return this.fields.find((field) => field.pointer === pointer)?.detail ?? null;
  }

  /** Nothing came back: the network, not the server, refused. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** Reads a problem document, or makes one of whatever came instead. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  const parts = isRecord(body) ? body : {};
  const text = (key: string) => (typeof parts[key] === 'string' ? parts[key] : null);
  return new ApiProblem({
    status: response.status,
    code: text('code') ?? `http.${response.status}`,
    detail: text('detail') ?? text('title') ?? t`The server answered with status ${response.status}.`,
    remedy: text('remedy') ?? (response.status >= 500 ? t`Try again in a moment.` : null),
    requestId: text('request_id') ?? response.headers.get('x-request-id'),
    fields: fieldErrors(parts.errors),
  });
}

/** The call never reached the server. */
export function offlineProblem(): ApiProblem {
  return new ApiProblem({
    status: 0,
    code: 'network.unreachable',
    detail: t`The server cannot be reached.`,
    remedy: t`Check your connection, then try again.`,
  });
}

/** Any thrown thing as a problem, for messages on screen. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    status: -1,
    code: 'console.error',
    detail: error instanceof Error ? error.message : t`Something went wrong.`,
    remedy: t`Reload the page. If it happens again, report it with the details.`,
  });
}

/** Nobody answered for the server, or it asks for patience: not a refusal, the same call may yet succeed. */
export function isUnheard(error: unknown): boolean {
  const { isOffline, status } = asProblem(error);
  return isOffline || status === 401 || status === 429 || (status >= 502 && status <= 504);
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) =>
    isRecord(item) && typeof item.pointer === 'string'
      ? [{ pointer: item.pointer, code: String(item.code ?? ''), detail: String(item.detail ?? '') }]
      : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
