// An internal note among the messages: seen by the team only, and it looks like it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { StickyNote, Trash2 } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { notes } from '~/api/notes';
import type { Note } from '~/api/schema';
import { clock, exact } from '~/lib/dates';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { toast } from '~/ui/toast';
import { NoteText } from './note-text';

export function NoteBubble({ note, highlighted = false }: { note: Note; highlighted?: boolean }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const remove = useMutation(notes.delete(ws));
  const ask = async () => {
    const yes = await confirm({
      title: t`Delete this note?`,
      body: t`The note by ${note.author_name} is removed for the whole team. This cannot be undone.`,
      action: t`Delete note`,
    });
    if (yes) remove.mutate(note, { onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }) });
  };
  return (
    <article
      aria-label={t`Internal note by ${note.author_name}, ${clock(note.created_at)}: ${note.body}`}
      className={clsx(
        'group/note flex items-center justify-end gap-1 px-4 py-1 transition-colors duration-240',
        highlighted && 'bg-accent-soft',
      )}
    >
      {can.deleteNote(note) === null && (
        <span className="opacity-0 transition-opacity duration-120 group-focus-within/note:opacity-100 group-hover/note:opacity-100 coarse:opacity-100">
          <IconButton icon={Trash2} label={t`Delete note`} size="sm" onClick={() => void ask()} />
        </span>
      )}
      <div className="min-w-0 max-w-[min(34rem,82cqw)] rounded-bubble border border-warning/60 border-dashed bg-bubble-note px-3 py-1.5">
        <p className="flex items-center gap-1 text-11 text-fg-2">
          <StickyNote aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={1.75} />
          <span className="truncate">
            <Trans>
              Internal note · <bdi>{note.author_name}</bdi>
            </Trans>
          </span>
        </p>
        <p dir="auto" className="whitespace-pre-wrap text-14">
          <NoteText note={note} />
        </p>
        <p className="flex justify-end gap-1 text-11 text-fg-2">
          {note.updated_at !== note.created_at && <Trans>Edited</Trans>}
          <time dateTime={note.created_at} data-tooltip={exact(note.created_at)}>
            {clock(note.created_at)}
          </time>
        </p>
      </div>
    </article>
  );
}
