// The contact's name, changed where it stands: Enter saves, Esc leaves it as it was.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { focusAtOnce } from '~/lib/focus-at-once';
import { IconButton } from '~/ui/icon-button';
import { toast } from '~/ui/toast';

export function ContactName({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const [text, setText] = useState<string | null>(null);
  const update = useMutation(contacts.update(ws, contact));

  const saveName = () => {
    const name = text?.trim() ?? '';
    setText(null);
    if (name === (contact.name ?? '') || (contact.name === null && name === contact.display_name)) return;
    update.mutate(
      { name: name || null },
      {
        onError: (error) => {
          setText(name);
          toast({ title: asProblem(error).detail, tone: 'danger' });
        },
      },
    );
  };

  if (text === null) {
    return (
      <div className="group flex max-w-full items-center gap-1 ps-7">
        <bdi className="truncate font-semibold text-16">
          {update.isPending ? (update.variables.name ?? contact.profile_name) : contact.display_name}
        </bdi>
        <IconButton
          icon={Pencil}
          label={t`Change the name`}
          size="sm"
          disabledReason={can.updateContact()}
          onClick={() => setText(contact.display_name)}
          className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 coarse:opacity-100"
        />
      </div>
    );
  }
  return (
    <input
      ref={focusAtOnce}
      dir="auto"
      aria-label={t`Name`}
      placeholder={contact.profile_name ?? ''}
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={saveName}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(null);
        }
      }}
      className="h-8 w-full rounded-control border border-line-strong bg-surface px-2 text-center font-semibold text-16"
    />
  );
}
