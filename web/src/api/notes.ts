// Internal notes of a conversation: seen by the team, never by the contact.
import { type InfiniteData, infiniteQueryOptions, mutationOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';
import type { Note } from './schema';

const listPath = '/api/v1/workspaces/{workspace}/conversations/{conversation}/notes';
const onePath = '/api/v1/workspaces/{workspace}/notes/{note}';

interface NotePage {
  data: Note[];
  page: { next_cursor: string | null };
}

export const notes = {
  list: (workspace: string, conversation: string) =>
    infiniteQueryOptions({
      queryKey: ['notes', workspace, conversation],
      queryFn: ({ pageParam, signal }) =>
        unwrap(
          client.GET(listPath, {
            params: {
              path: { workspace, conversation },
              query: { limit: 100, ...(pageParam && { cursor: pageParam }) },
            },
            signal,
          }),
        ),
      initialPageParam: '',
      getNextPageParam: (last) => last.page.next_cursor,
    }),

  create: (workspace: string, conversation: string) =>
    mutationOptions({
      mutationFn: (body: { body: string; mentions: string[] }) =>
        unwrap(client.POST(listPath, { params: { path: { workspace, conversation } }, body })),
      onSuccess: (note) => putNote(workspace, note),
    }),

  update: (workspace: string) =>
    mutationOptions({
      mutationFn: ({ note, body }: { note: string; body: string }) =>
        unwrap(client.PATCH(onePath, { params: { path: { workspace, note } }, body: { body } })),
      onSuccess: (note) => putNote(workspace, note),
    }),

  delete: (workspace: string) =>
    mutationOptions({
      mutationFn: (note: Note) => unwrap(client.DELETE(onePath, { params: { path: { workspace, note: note.id } } })),
      onSuccess: (_answer, note) => dropNote(workspace, note),
    }),
};

/** Adds or replaces a note, newest first, once. */
export function putNote(workspace: string, note: Note): void {
  edit(workspace, note.conversation_id, (data) => {
    const known = data.findIndex((other) => other.id === note.id);
    return known >= 0 ? data.with(known, note) : [note, ...data];
  });
}

export function dropNote(workspace: string, note: Pick<Note, 'id' | 'conversation_id'>): void {
  edit(workspace, note.conversation_id, (data) => data.filter((other) => other.id !== note.id));
}

function edit(workspace: string, conversation: string, change: (data: Note[]) => Note[]): void {
  queryClient.setQueryData<InfiniteData<NotePage, string>>(['notes', workspace, conversation], (list) => {
    const first = list?.pages[0];
    if (!list || !first) return list;
    const isKnown = list.pages.some((page) => page.data.length !== change(page.data).length);
    const pages = list.pages.map((page, index) =>
      index === 0 || isKnown ? { ...page, data: change(page.data) } : page,
    );
    return { ...list, pages };
  });
}
