// What the address of the editor says: which step is open, which panel, canvas or outline.
import { textParam } from '~/lib/search-params';

export interface EditorSearch {
  node?: string;
  panel?: 'problems' | 'flow' | 'test' | 'figures';
  view?: 'outline' | 'canvas';
}

export function parseEditorSearch(search: Record<string, unknown>): EditorSearch {
  const { panel, view } = search;
  return {
    ...textParam('node', search.node),
    ...((panel === 'problems' || panel === 'flow' || panel === 'test' || panel === 'figures') && { panel }),
    ...((view === 'outline' || view === 'canvas') && { view }),
  };
}
