// The "+" of the composer: every kind of message that has a form. Its parts are fetched after the composer itself.
import { useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Conversation, Message } from '~/api/schema';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { type ComposeKind, composeKinds, kinds, useKindNames } from './kinds';

const ComposeDialog = lazy(() => import('./compose-dialog'));

interface InsertMenuProps {
  conversation: Conversation;
  replyTo: Message | null;
  onSent: () => void;
}

export default function InsertMenu({ conversation, replyTo, onSent }: InsertMenuProps) {
  const { t } = useLingui();
  const names = useKindNames();
  const [open, setOpen] = useState<ComposeKind | null>(null);
  const item = (kind: ComposeKind): MenuEntry => ({
    kind: 'item',
    id: kind,
    label: names[kind],
    icon: kinds[kind].icon,
    onSelect: () => setOpen(kind),
  });
  const group = (from: ComposeKind, to: ComposeKind) =>
    composeKinds.slice(composeKinds.indexOf(from), composeKinds.indexOf(to) + 1).map(item);
  return (
    <>
      <Menu
        label={t`Insert`}
        side="top"
        entries={[
          { kind: 'header', id: 'offers', label: t`Something to tap` },
          ...group('buttons', 'flow'),
          { kind: 'separator', id: 'line-1' },
          { kind: 'header', id: 'requests', label: t`Ask for` },
          ...group('location_request', 'call'),
          { kind: 'separator', id: 'line-2' },
          { kind: 'header', id: 'things', label: t`Share` },
          ...group('location', 'file'),
        ]}
        trigger={(props) => <IconButton {...props} icon={Plus} label={t`Insert`} />}
      />
      {open && (
        <Suspense fallback={null}>
          <ComposeDialog
            key={open}
            kind={open}
            conversation={conversation}
            replyTo={replyTo}
            onClose={() => setOpen(null)}
            onSent={onSent}
          />
        </Suspense>
      )}
    </>
  );
}
