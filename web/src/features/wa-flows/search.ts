// What the pages of forms keep in the address.
import { textParam } from '~/lib/search-params';

export interface WaFlowsSearch {
  q?: string;
  status?: string;
}

export function parseWaFlowsSearch(raw: Record<string, unknown>): WaFlowsSearch {
  return { ...textParam('q', raw.q), ...textParam('status', raw.status) };
}

export const tabs = ['design', 'code', 'functions', 'exchanges', 'submissions', 'health'] as const;
export type WaFlowTab = (typeof tabs)[number];

export function isTab(value: string): value is WaFlowTab {
  return tabs.some((tab) => tab === value);
}

/** One submission or exchange open, and what is looked for. */
export interface EditorSearch {
  q?: string;
  from?: string;
  to?: string;
  submission?: string;
  exchange?: string;
}

export function parseEditorSearch(raw: Record<string, unknown>): EditorSearch {
  return {
    ...textParam('q', raw.q),
    ...textParam('from', raw.from),
    ...textParam('to', raw.to),
    ...textParam('submission', raw.submission),
    ...textParam('exchange', raw.exchange),
  };
}
