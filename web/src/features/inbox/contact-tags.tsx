// The contact's tags: add by typing, remove by pressing.
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact, Tag } from '~/api/schema';
import { tags } from '~/api/team';
import { TagChip } from '~/ui/badge';
import { Picker } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { toast } from '~/ui/toast';

const colors: readonly Tag['color'][] = ['blue', 'green', 'amber', 'violet', 'teal', 'pink', 'red', 'gray'];

export function ContactTags({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const { data: all = [] } = useQuery(tags.list(ws));
  const { mutate: setTag } = useMutation(contacts.setTag(ws, contact.id));
  const { mutate: create } = useMutation(tags.create(ws));
  const reason = can.updateContact();
  const own = new Set(contact.tags.map((tag) => tag.id));
  const report = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });

  return (
    <>
      {contact.tags.map((tag) => (
        <button
          key={tag.id}
          type="button"
          disabled={reason !== null}
          aria-label={reason ? tag.name : t`Remove the tag ${tag.name}`}
          data-tooltip={reason ? undefined : t`Remove`}
          onClick={() => setTag({ tag: tag.id, on: false }, { onError: report })}
          className="touch-target rounded-badge hover:line-through"
        >
          <TagChip name={tag.name} color={tag.color} />
        </button>
      ))}
      {!reason && (
        <Popover
          label={t`Tags`}
          align="center"
          trigger={(props) => (
            <button
              type="button"
              {...props}
              aria-label={t`Add a tag`}
              data-tooltip={t`Add a tag`}
              className="touch-target inline-flex h-4.5 items-center gap-0.5 rounded-badge border border-line-strong border-dashed px-1 font-medium text-11 text-fg-2 hover:bg-hover"
            >
              <Plus aria-hidden="true" className="size-3" />
              {contact.tags.length === 0 && t`Tag`}
            </button>
          )}
        >
          {() => (
            <Picker
              label={t`Tags`}
              placeholder={t`Find a tag…`}
              options={all.map((tag) => ({
                id: tag.id,
                text: tag.name,
                label: <TagChip name={tag.name} color={tag.color} />,
                checked: own.has(tag.id),
              }))}
              onPick={(id) => setTag({ tag: id, on: !own.has(id) }, { onError: report })}
              {...(can.has('tags:manage') && {
                createLabel: (name: string) => t`Create the tag “${name}”`,
                onCreate: (name: string) =>
                  create(
                    { name, color: colors[all.length % colors.length] ?? 'gray' },
                    { onSuccess: (tag) => setTag({ tag: tag.id, on: true }, { onError: report }), onError: report },
                  ),
              })}
            />
          )}
        </Popover>
      )}
    </>
  );
}
