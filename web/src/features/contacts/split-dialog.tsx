// Takes ids off a contact that turned out to be two people.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { contactMerge } from '~/api/contact-merge';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { phone } from '~/lib/format';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { toast } from '~/ui/toast';
import { useIdentityName } from './use-identity-name';

interface Props {
  contact: Contact;
  open: boolean;
  onClose: () => void;
}

type Identity = Contact['identities'][number];
const keyOf = (identity: Identity) => `${identity.kind} ${identity.value}`;

export function SplitDialog({ contact, open, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const nameOf = useIdentityName();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const split = useMutation(contactMerge.split(id, contact.id));
  const chosen = contact.identities.filter((identity) => picked.includes(keyOf(identity)));
  const close = () => {
    setPicked([]);
    split.reset();
    onClose();
  };
  const missing =
    chosen.length === 0
      ? t`Choose what belongs to the other person.`
      : chosen.length === contact.identities.length
        ? t`Leave at least one id with this contact.`
        : null;
  const confirmed = () =>
    split.mutate(
      chosen.map(({ kind, value }) => ({ kind, value })),
      {
        onSuccess: (answer) => {
          toast({ title: t`${answer.new_contact.display_name} is a contact of their own now`, tone: 'success' });
          close();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onClose={close}
      size="sm"
      title={t`Split off another person`}
      description={t`The ids you choose become a new contact’s. What was said until now stays in this conversation.`}
      footer={
        <>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" busy={split.isPending} disabledReason={missing} onClick={confirmed}>
            <Trans>Split off</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {split.error && <ProblemNote problem={asProblem(split.error)} />}
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {contact.identities.map((identity) => {
            const key = keyOf(identity);
            return (
              <li key={key}>
                <label className="flex cursor-pointer items-center gap-3 px-4 py-2.5 text-13 hover:bg-hover">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-accent"
                    checked={picked.includes(key)}
                    onChange={(event) =>
                      setPicked(event.target.checked ? [...picked, key] : picked.filter((known) => known !== key))
                    }
                  />
                  <span className="flex min-w-0 flex-col gap-0.5">
                    <span className="text-12 text-fg-3">{nameOf(identity.kind)}</span>
                    <span dir="ltr" className="break-all text-start font-mono text-12">
                      {identity.kind === 'phone' ? phone(identity.value) : identity.value}
                    </span>
                  </span>
                </label>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
