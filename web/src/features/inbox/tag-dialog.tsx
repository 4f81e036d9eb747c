// What `T` opens: the tags of the chosen conversation's contact, by typing.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Conversation } from '~/api/schema';
import { Dialog } from '~/ui/dialog';
import { Picker } from '~/ui/picker';
import { toast } from '~/ui/toast';
import { useTagOptions } from './tag-options';

export default function TagDialog({ row, onClose }: { row: Conversation; onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const isOn = (tag: string) => row.contact.tags.some((one) => one.id === tag);
  const options = useTagOptions(isOn);
  const { mutate: setTag } = useMutation(contacts.setTag(ws, row.contact.id));
  const reason = can.updateContact();
  return (
    <Dialog open onClose={onClose} size="sm" title={t`Tags of ${row.contact.display_name}`}>
      {reason ? (
        <p className="text-14 text-fg-2">{reason}</p>
      ) : options.length === 0 ? (
        <p className="text-14 text-fg-2">
          <Trans>There are no tags yet. Admins make them in Settings.</Trans>
        </p>
      ) : (
        <div className="[&>div]:w-full">
          <Picker
            label={t`Tags`}
            placeholder={t`Find a tag…`}
            options={options}
            onPick={(tag) =>
              setTag(
                { tag, on: !isOn(tag) },
                { onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }) },
              )
            }
          />
        </div>
      )}
    </Dialog>
  );
}
