// Finds the other contact of a merge: by name, number, username or WhatsApp id.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import type { Contact } from '~/api/schema';
import { Dialog } from '~/ui/dialog';
import { SearchBox } from '~/ui/search-box';
import { Skeleton } from '~/ui/skeleton';
import { PersonLine } from './person-line';

interface Props {
  open: boolean;
  /** Who is not offered. */
  except: string;
  onClose: () => void;
  onPick: (contact: Contact) => void;
}

export function PickContactDialog({ open, except, onClose, onPick }: Props) {
  const { t } = useLingui();
  return (
    <Dialog open={open} onClose={onClose} size="sm" title={t`Merge with another contact`}>
      <Choices except={except} onPick={onPick} />
    </Dialog>
  );
}

const SHOWN = 20;

function Choices({ except, onPick }: Pick<Props, 'except' | 'onPick'>) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [q, setQ] = useState('');
  const list = useInfiniteQuery(contacts.list(id, { q: q || undefined, sort: 'last_seen' }));
  const found = (list.data?.pages.flatMap((page) => page.data) ?? []).filter((contact) => contact.id !== except);
  return (
    <div className="flex min-h-80 flex-col gap-3">
      <SearchBox label={t`Search name, number or WhatsApp id`} value={q} onChange={setQ} />
      {list.isPending && <Skeleton className="h-40" />}
      {list.isSuccess && found.length === 0 && (
        <p className="py-6 text-center text-13 text-fg-3">
          <Trans>No contacts match.</Trans>
        </p>
      )}
      <ul className="-mx-2 flex flex-col">
        {found.slice(0, SHOWN).map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              onClick={() => onPick(contact)}
              className="flex w-full min-w-0 rounded-control px-2 py-1.5 text-start hover:bg-hover"
            >
              <PersonLine contact={contact} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
