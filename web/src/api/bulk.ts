// One deed for many conversations in one request, and the way back.
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type BulkAction = components['schemas']['ConversationAction'];
export type BulkResult = components['schemas']['BulkResult'];
export type ConversationState = components['schemas']['ConversationState'];

/** As many as the server takes at once. */
export const MOST_AT_ONCE = 500;

const base = '/api/v1/workspaces/{workspace}/conversations';

export async function actOnMany(workspace: string, ids: readonly string[], action: BulkAction): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const body = { conversation_ids: ids.slice(from, from + MOST_AT_ONCE), action };
    const answer = await unwrap(client.POST(`${base}/bulk`, { params: { path: { workspace } }, body }));
    results.push(...answer.results);
  }
  void queryClient.invalidateQueries({ queryKey: ['conversations', workspace] });
  return results;
}

export async function putBack(workspace: string, states: readonly ConversationState[]): Promise<void> {
  for (let from = 0; from < states.length; from += MOST_AT_ONCE) {
    const body = { conversations: states.slice(from, from + MOST_AT_ONCE) };
    await unwrap(client.POST(`${base}/restore`, { params: { path: { workspace } }, body }));
  }
  void queryClient.invalidateQueries({ queryKey: ['conversations', workspace] });
}
