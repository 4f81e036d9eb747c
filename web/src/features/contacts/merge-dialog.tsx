// Shows what a merge would join, lets fields be chosen, and does it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { contactMerge } from '~/api/contact-merge';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { MergeConflicts } from './merge-conflicts';
import { MergeSummary } from './merge-summary';
import { PersonLine } from './person-line';

interface Props {
  /** The contact that stays and the one that goes; nothing while closed. */
  pair: { into: string; from: string } | null;
  onClose: () => void;
  onMerged: (contact: Contact) => void;
}

export function MergeDialog({ pair, onClose, onMerged }: Props) {
  if (pair === null) return null;
  return <OpenMerge key={`${pair.into} ${pair.from}`} first={pair} onClose={onClose} onMerged={onMerged} />;
}

function OpenMerge({ first, onClose, onMerged }: Omit<Props, 'pair'> & { first: { into: string; from: string } }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [pair, setPair] = useState(first);
  const [take, setTake] = useState<readonly string[]>([]);
  const preview = useQuery(contactMerge.preview(id, pair.into, pair.from));
  const merge = useMutation(contactMerge.merge(id));
  const swap = () => {
    setPair({ into: pair.from, from: pair.into });
    setTake([]);
    merge.reset();
  };
  const confirmed = () =>
    merge.mutate(
      { ...pair, take: [...take] },
      {
        onSuccess: (contact) => {
          toast({ title: t`Merged into ${contact.display_name}`, tone: 'success' });
          onClose();
          onMerged(contact);
        },
      },
    );
  const error = merge.error ?? preview.error;
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t`Merge contacts`}
      description={t`One person, one contact, one conversation. It cannot be undone as a whole; ids can be split off again.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={merge.isPending}
            disabledReason={preview.data ? null : t`The preview is still loading.`}
            onClick={confirmed}
          >
            <Trans>Merge</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {error && <ProblemNote problem={asProblem(error)} />}
        {preview.isPending && <Skeleton className="h-44" />}
        {preview.data && (
          <>
            <div className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface p-4 md:grid-cols-[1fr_auto_1fr_auto]">
              <span className="min-w-0">
                <span className="block pb-1.5 text-12 text-fg-3">
                  <Trans>Goes</Trans>
                </span>
                <PersonLine contact={preview.data.from} />
              </span>
              <ArrowRight
                aria-hidden="true"
                className="mirror size-5 shrink-0 text-fg-3 max-md:col-start-1 max-md:ms-2 max-md:rotate-90"
                strokeWidth={1.75}
              />
              <span className="min-w-0 max-md:col-start-1">
                <span className="block pb-1.5 text-12 text-fg-3">
                  <Trans>Stays</Trans>
                </span>
                <PersonLine contact={preview.data.into} />
              </span>
              <Button size="sm" icon={ArrowLeftRight} className="max-md:col-start-2 max-md:row-start-2" onClick={swap}>
                <Trans>Swap</Trans>
              </Button>
            </div>
            <MergeConflicts preview={preview.data} take={take} onTake={setTake} />
            <MergeSummary preview={preview.data} />
          </>
        )}
      </div>
    </Dialog>
  );
}
