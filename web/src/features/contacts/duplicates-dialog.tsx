// All pairs that may be one person, from the contacts list.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { contactMerge } from '~/api/contact-merge';
import { useWorkspace } from '~/api/current-workspace';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { EmptyState } from '~/ui/empty-state';
import { DuplicatePair } from './duplicate-pair';
import { MergeDialog } from './merge-dialog';

/** The way in, shown while there is something to look at. */
export function DuplicatesButton() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const pairs = useQuery(contactMerge.duplicates(id));
  const [open, setOpen] = useState(false);
  const [pair, setPair] = useState<{ into: string; from: string } | null>(null);
  const found = pairs.data ?? [];
  if (found.length === 0 && !open) return null;
  return (
    <>
      <Button icon={UsersRound} onClick={() => setOpen(true)}>
        <Trans>Duplicates ({found.length})</Trans>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        size="lg"
        title={t`Possible duplicates`}
        description={t`Contacts that share a number, a username, an email address or a name.`}
      >
        {found.length === 0 ? (
          <EmptyState icon={UsersRound} title={t`No duplicates left`} />
        ) : (
          <ul className="-mx-4 divide-y divide-line">
            {found.map((pair) => (
              <DuplicatePair
                key={pair.contacts.map((one) => one.id).join(' ')}
                pair={pair}
                onMerge={(into, from) => setPair({ into, from })}
              />
            ))}
          </ul>
        )}
      </Dialog>
      <MergeDialog pair={pair} onClose={() => setPair(null)} onMerged={() => setPair(null)} />
    </>
  );
}
