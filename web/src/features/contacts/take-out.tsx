// Everything that is known of one person, as a file for them.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { download } from '~/api/imports';
import type { Contact } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';

export function TakeOut({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const take = useMutation({
    mutationFn: () => download(`/api/v1/workspaces/${id}/contacts/${contact.id}/export`, `${contact.id}.json`),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  return (
    <SettingsSection
      title={t`Their data`}
      about={t`Profile, ids, consent, notes, messages and history in one file, for when they ask what you keep.`}
    >
      <div>
        <Button
          icon={Download}
          busy={take.isPending}
          disabledReason={can.permission('contacts:export')}
          onClick={() => take.mutate()}
        >
          <Trans>Export this person</Trans>
        </Button>
      </div>
    </SettingsSection>
  );
}
