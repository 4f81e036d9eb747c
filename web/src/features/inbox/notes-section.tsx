// The newest notes of the conversation, in the details.
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import { notes } from '~/api/notes';
import { ago, exact } from '~/lib/dates';
import { useNow } from '~/lib/use-now';
import { Skeleton } from '~/ui/skeleton';
import { NoteText } from './note-text';

const SHOWN = 5;

export function NotesSection({ conversation }: { conversation: string }) {
  const { id: ws } = useWorkspace();
  const now = useNow();
  const list = useInfiniteQuery(notes.list(ws, conversation));
  if (list.isPending) return <Skeleton className="h-12 w-full" />;
  const all = (list.data?.pages ?? []).flatMap((page) => page.data);
  if (all.length === 0) {
    return (
      <p className="text-13 text-fg-3">
        <Trans>No notes yet. Press N to write one.</Trans>
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {all.slice(0, SHOWN).map((note) => (
        <li
          key={note.id}
          className="rounded-control border border-warning/40 border-dashed bg-bubble-note px-2.5 py-1.5"
        >
          <p dir="auto" className="line-clamp-4 whitespace-pre-wrap text-13">
            <NoteText note={note} />
          </p>
          <p className="mt-0.5 text-11 text-fg-2">
            <bdi>{note.author_name}</bdi> ·{' '}
            <time dateTime={note.created_at} data-tooltip={exact(note.created_at)}>
              {ago(note.created_at, now)}
            </time>
          </p>
        </li>
      ))}
      {all.length > SHOWN && (
        <li className="text-12 text-fg-3">
          <Trans>{all.length - SHOWN} more in the thread</Trans>
        </li>
      )}
    </ul>
  );
}
