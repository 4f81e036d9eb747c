// The ids and numbers under which WhatsApp has known this contact.
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Contact } from '~/api/schema';
import { moment } from '~/lib/dates';
import { phone } from '~/lib/format';
import { Button } from '~/ui/button';
import { SplitDialog } from './split-dialog';
import { useIdentityName } from './use-identity-name';

export function Identities({ contact }: { contact: Contact }) {
  const nameOf = useIdentityName();
  const { can } = useWorkspace();
  const [splitting, setSplitting] = useState(false);
  if (contact.identities.length === 0) {
    return (
      <p className="text-13 text-fg-3">
        <Trans>None yet.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {contact.identities.map((identity) => (
          <li
            key={`${identity.kind} ${identity.value}`}
            className="grid items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5 text-13 md:grid-cols-[10rem_1fr_auto]"
          >
            <span className="text-fg-3">{nameOf(identity.kind)}</span>
            <span dir="ltr" className="min-w-0 break-all text-start font-mono text-12">
              {identity.kind === 'phone' ? phone(identity.value) : identity.value}
            </span>
            <span className="text-12 text-fg-3">
              <Trans>since {moment(identity.first_seen_at)}</Trans>
            </span>
          </li>
        ))}
      </ul>
      {contact.identities.length > 1 && (
        <Button
          size="sm"
          className="self-start"
          disabledReason={can.updateContact()}
          onClick={() => setSplitting(true)}
        >
          <Trans>Split off another person…</Trans>
        </Button>
      )}
      <SplitDialog contact={contact} open={splitting} onClose={() => setSplitting(false)} />
    </>
  );
}
