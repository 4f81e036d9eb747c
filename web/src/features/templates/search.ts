// What the list of templates keeps in the address.
import { textParam } from '~/lib/search-params';

export interface TemplatesSearch {
  q?: string;
  status?: string;
  category?: string;
  quality?: string;
  language?: string;
}

export function parseTemplatesSearch(raw: Record<string, unknown>): TemplatesSearch {
  return {
    ...textParam('q', raw.q),
    ...textParam('status', raw.status),
    ...textParam('category', raw.category),
    ...textParam('quality', raw.quality),
    ...textParam('language', raw.language),
  };
}
