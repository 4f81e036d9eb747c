// The tags of a contact: put on and taken off with one press each.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { tags } from '~/api/team';
import { TagChip } from '~/ui/badge';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Picker } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { toast } from '~/ui/toast';

export function ContactTags({ contact, refusal }: { contact: Contact; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const known = useQuery(tags.list(id));
  const set = useMutation({
    ...contacts.setTag(id, contact.id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const has = (tag: string) => contact.tags.some((own) => own.id === tag);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {contact.tags.map((tag) => (
        <span key={tag.id} className="inline-flex items-center">
          <TagChip name={tag.name} color={tag.color} className="text-12" />
          {refusal === null && (
            <IconButton
              icon={X}
              size="sm"
              label={t`Take ${tag.name} off`}
              onClick={() => set.mutate({ tag: tag.id, on: false })}
            />
          )}
        </span>
      ))}
      {contact.tags.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>None yet.</Trans>
        </p>
      )}
      <Popover
        label={t`Tags`}
        trigger={(props) => (
          <Button {...(refusal === null && props)} size="sm" icon={Plus} disabledReason={refusal} busy={set.isPending}>
            <Trans>Tag</Trans>
          </Button>
        )}
      >
        {() => (
          <Picker
            label={t`Tags`}
            placeholder={t`Search tags`}
            options={(known.data ?? []).map((tag) => ({
              id: tag.id,
              text: tag.name,
              label: <TagChip name={tag.name} color={tag.color} />,
              checked: has(tag.id),
            }))}
            onPick={(tag) => set.mutate({ tag, on: !has(tag) })}
          />
        )}
      </Popover>
    </div>
  );
}
