// What the contact agreed to, and whether they may write at all. Each switch is stored at once.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ContactChange, contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { confirm } from '~/ui/confirm';
import { Switch } from '~/ui/switch';
import { toast } from '~/ui/toast';

export function ConsentSection({ contact, refusal }: { contact: Contact; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const update = useMutation({
    ...contacts.update(id, contact),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const store = (change: ContactChange) => update.mutate(change);
  const locked = refusal !== null || update.isPending;
  const name = contact.display_name;
  const block = async (blocked: boolean) => {
    const sure =
      !blocked ||
      (await confirm({
        title: t`Block ${name}?`,
        body: t`They can no longer write to you, and nobody here can write to them, until you unblock them.`,
        action: t`Block`,
      }));
    if (sure) store({ blocked });
  };
  return (
    <SettingsSection title={t`Consent`} about={refusal ?? t`Stored at once.`}>
      <Switch
        checked={contact.opted_out}
        disabled={locked}
        onChange={(opted_out) => store({ opted_out })}
        label={t`Opted out`}
        hint={
          contact.opted_out_at
            ? t`Since ${moment(contact.opted_out_at)}. Sending is refused unless an admin gives a reason.`
            : t`The contact asked not to be written to. Sending is then refused unless an admin gives a reason.`
        }
      />
      <Switch
        checked={contact.blocked}
        disabled={locked}
        onChange={(blocked) => void block(blocked)}
        label={t`Blocked`}
        hint={contact.blocked_at ? t`Since ${moment(contact.blocked_at)}.` : t`For people who misuse the number.`}
      />
    </SettingsSection>
  );
}
