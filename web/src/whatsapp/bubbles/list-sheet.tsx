// The rows of a list message, to read (fetched when the first list is opened in the console).
import { useLingui } from '@lingui/react/macro';
import { Dialog } from '~/ui/dialog';
import type { Action } from '../interactive';
import { ListRows } from './list-rows';

interface Props {
  list: Extract<Action, { kind: 'list' }>;
  chosen: readonly string[];
  open: boolean;
  onClose(): void;
}

export default function ListSheet({ list, chosen, open, onClose }: Props) {
  const { t } = useLingui();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="sm"
      title={list.label || t`List`}
      description={t`What the contact can choose from`}
    >
      <ListRows sections={list.sections} chosen={chosen} />
    </Dialog>
  );
}
