// Takes the number away from the workspace.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import type { Channel } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { TypedConfirmation } from '~/layouts/form/typed-confirmation';
import { Button } from '~/ui/button';

export function ChannelDisconnect({ number, refusal }: { number: Channel; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [open, setOpen] = useState(false);
  const disconnect = useMutation(channel.disconnect(id));
  const word = number.display_phone_number ?? number.phone_number_id;
  return (
    <SettingsSection tone="danger" title={t`Disconnect`} about={t`Conversations stay and can be read.`}>
      <div>
        <Button className="text-danger" disabledReason={refusal} onClick={() => setOpen(true)}>
          <Trans>Disconnect this number…</Trans>
        </Button>
      </div>
      <TypedConfirmation
        open={open}
        onClose={() => setOpen(false)}
        title={t`Disconnect ${word}?`}
        word={word}
        action={t`Disconnect`}
        onConfirm={() => disconnect.mutateAsync()}
      >
        <Trans>
          Messages no longer arrive and cannot be sent, and the stored secrets are erased. You can connect the number
          again later.
        </Trans>
      </TypedConfirmation>
    </SettingsSection>
  );
}
