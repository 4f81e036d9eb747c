// Two contacts that may be one person, and the two answers to that.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Merge } from 'lucide-react';
import { contactMerge } from '~/api/contact-merge';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Duplicate } from '~/api/schema';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import { DuplicateReasons } from './duplicate-reasons';
import { PersonLine } from './person-line';

interface Props {
  pair: Duplicate;
  /** Of whom it is told; that one is not shown again. */
  about?: string;
  onMerge: (one: string, other: string) => void;
}

export function DuplicatePair({ pair, about, onMerge }: Props) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const distinct = useMutation({
    ...contactMerge.distinct(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const [one, other] = pair.contacts;
  if (!one || !other) return null;
  const refusal = can.updateContact();
  const shown = pair.contacts.filter((contact) => contact.id !== about);
  const [kept, gone] = other.id === about ? [other, one] : [one, other];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-2">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {shown.map((contact) => (
            <PersonLine key={contact.id} contact={contact} />
          ))}
        </div>
        <DuplicateReasons reasons={pair.reasons} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabledReason={refusal}
          busy={distinct.isPending}
          aria-label={t`${one.display_name} and ${other.display_name} are two people`}
          onClick={() => distinct.mutate({ one: one.id, other: other.id })}
        >
          <Trans>Two people</Trans>
        </Button>
        <Button
          size="sm"
          variant="primary"
          icon={Merge}
          disabledReason={refusal}
          aria-label={t`Compare and merge ${one.display_name} and ${other.display_name}`}
          onClick={() => onMerge(kept.id, gone.id)}
        >
          <Trans>Compare and merge…</Trans>
        </Button>
      </div>
    </li>
  );
}
