// What `@` in a note opens: teammates to pick with the arrows. The caret stays in the text.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type RefObject, useId, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { members } from '~/api/team';
import { Avatar } from '~/ui/avatar';
import { mentionAt } from './mentions';
import { intoView, useBoxKeys, useCaret, useListOf } from './suggestions';
import { type Edit, insert } from './text-edit';

interface MentionPickerProps {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onEdit: (edit: Edit) => void;
}

const MOST = 8;

export default function MentionPicker({ box, text, onEdit }: MentionPickerProps) {
  const { t } = useLingui();
  const { id: ws, user } = useWorkspace();
  const listId = useId();
  const caret = useCaret(box);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const { data: people = [] } = useQuery(members.list(ws));
  const place = caret === null ? null : mentionAt(text, caret);
  const needle = place?.typed.toLocaleLowerCase() ?? '';
  const found = people
    .filter((person) => !person.disabled && person.user_id !== user.id)
    .filter((person) =>
      person.name
        .toLocaleLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(needle)),
    )
    .slice(0, MOST);
  const open = place !== null && dismissed !== place.from && found.length > 0;
  const at = Math.min(active, Math.max(0, found.length - 1));
  const picked = found[at];

  const take = (name: string) => {
    if (place && caret !== null) onEdit(insert({ text, start: place.from, end: caret }, `@${name} `));
  };
  useBoxKeys(box, open, {
    move: (by) => setActive((at + by + found.length) % found.length),
    take: () => {
      if (picked) take(picked.name);
      return picked !== undefined;
    },
    close: () => setDismissed(place?.from ?? null),
  });
  useListOf(box, open && picked ? { list: listId, option: `${listId}-${picked.user_id}` } : null);

  if (!open) return null;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t`Teammates`}
      className="scroller absolute start-2 bottom-full z-20 mb-10 max-h-72 w-72 max-w-[calc(100%-1rem)] rounded-card border border-line bg-surface p-1 shadow-2"
    >
      {found.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text box that owns this option
        <div
          key={person.user_id}
          ref={index === at ? intoView : undefined}
          id={`${listId}-${person.user_id}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerMove={() => setActive(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(person.name)}
          className={clsx(
            'flex min-h-8 select-none items-center gap-2.5 rounded-control px-2 py-1 text-13 coarse:min-h-11',
            index === at && 'bg-hover',
          )}
        >
          <Avatar id={person.user_id} name={person.name} size="sm" />
          <bdi className="min-w-0 flex-1 truncate">{person.name}</bdi>
        </div>
      ))}
    </div>
  );
}
