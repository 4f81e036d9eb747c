// What a note says, with the names of those who were told marked.
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '~/api/current-workspace';
import type { Note } from '~/api/schema';
import { members } from '~/api/team';
import { mentionPieces } from './mentions';

export function NoteText({ note }: { note: Note }) {
  const { id: ws, user } = useWorkspace();
  const { data: people = [] } = useQuery({ ...members.list(ws), enabled: note.mentions.length > 0 });
  if (note.mentions.length === 0) return note.body;
  const named = people.filter((person) => note.mentions.includes(person.user_id));
  let at = 0;
  return mentionPieces(note.body, named).map((piece) => {
    at += piece.text.length;
    if (piece.user === null) return piece.text;
    return (
      <bdi
        key={at}
        className={`rounded-badge px-0.5 font-medium ${piece.user === user.id ? 'bg-accent text-accent-fg' : 'bg-accent-soft text-accent-text'}`}
      >
        {piece.text}
      </bdi>
    );
  });
}
