// What the search page keeps in the address.
import { textParam } from '~/lib/search-params';

export interface MessageSearch {
  q?: string;
}

export function parseMessageSearch(raw: Record<string, unknown>): MessageSearch {
  return textParam('q', raw.q);
}
