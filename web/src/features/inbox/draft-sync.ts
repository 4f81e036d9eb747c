// Drafts travel between this browser and the server: kept there when writing rests, and taken from there when nothing here is newer.
import { type Draft, drafts, putDraft } from '~/api/drafts';
import { queryClient } from '~/api/query-client';
import { load, save } from '~/lib/storage';

export interface DraftPlace {
  workspace: string;
  conversation: string;
  box: Draft['box'];
  /** Where this browser keeps the text. */
  key: string;
}

const REST_MS = 1200;

const waiting = new Map<string, ReturnType<typeof setTimeout>>();
const pendingKey = (place: DraftPlace) => `${place.key}.pending`;

/** Hands the text to the server once writing rests; what was sent or emptied is thrown away there at once. */
export function push(place: DraftPlace, text: string): void {
  const before = waiting.get(place.key);
  clearTimeout(before);
  waiting.delete(place.key);
  if (text.trim() === '' && before === undefined && !known(place)) {
    save(pendingKey(place), false);
    return;
  }
  save(pendingKey(place), true);
  const timer = setTimeout(() => void send(place, text), text.trim() === '' ? 0 : REST_MS);
  waiting.set(place.key, timer);
}

/** What the server has, if it is not what stands here; null leaves the text alone. */
export async function pull(place: DraftPlace, text: string): Promise<string | null> {
  if (load(pendingKey(place)) === true) {
    push(place, text);
    return null;
  }
  const page = await queryClient.fetchQuery({ ...drafts.list(place.workspace), staleTime: 5000 }).catch(() => null);
  // Somebody may have begun to write while the answer was under way.
  if (!page || load(pendingKey(place)) === true) return null;
  const body = page.data.find((one) => fits(one, place))?.body ?? '';
  // Words that this browser alone has are never thrown away by a server that has none.
  if (body === '' && text !== '') {
    push(place, text);
    return null;
  }
  return body === text ? null : body;
}

async function send(place: DraftPlace, text: string): Promise<void> {
  waiting.delete(place.key);
  // What does not arrive stays pending: it goes when the box is next opened, or with the next words.
  const arrived = await putDraft(place.workspace, place.conversation, { box: place.box, body: text }).then(
    () => true,
    () => false,
  );
  if (arrived && !waiting.has(place.key)) save(pendingKey(place), false);
}

function known(place: DraftPlace): boolean {
  const page = queryClient.getQueryData(drafts.list(place.workspace).queryKey);
  return page?.data.some((one) => fits(one, place)) ?? false;
}

function fits(draft: Draft, { conversation, box }: DraftPlace): boolean {
  return draft.conversation_id === conversation && draft.box === box;
}
