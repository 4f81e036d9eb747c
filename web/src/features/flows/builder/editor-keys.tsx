// The keys of the editor as a list.
import { Trans } from '@lingui/react/macro';
import type { Command } from '~/layouts/commands';
import { Keys } from '~/layouts/keys';
import { Dialog } from '~/ui/dialog';
import { useUi, useUiStore } from './ui';

export function EditorKeys({ commands }: { commands: readonly Command[] }) {
  const ui = useUiStore();
  const open = useUi(({ dialog }) => dialog === 'keys');
  if (!open) return null;
  const rows = [
    ...commands.map(({ id, label, keys }) => ({ id, label, keys: keys[0] as string })),
    { id: 'tab', label: <Trans>Next step after the selected one</Trans>, keys: 'Tab' },
    { id: 'arrows', label: <Trans>Move what is selected (with Shift further)</Trans>, keys: '←↑↓→' },
    { id: 'enter', label: <Trans>Choose the focused step</Trans>, keys: 'Enter' },
    { id: 'shift', label: <Trans>Select several: drag on the canvas</Trans>, keys: 'Shift' },
    { id: 'copy', label: <Trans>Copy and paste, also into other flows</Trans>, keys: '$mod+c' },
  ];
  return (
    <Dialog open onClose={() => ui.setState({ dialog: 'none' })} title={<Trans>Keys of the editor</Trans>}>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-1 md:grid-cols-2">
        {rows.map(({ id, label, keys }) => (
          <div key={id} className="flex min-h-8 items-center justify-between gap-3 border-line border-b">
            <dt className="text-13">{label}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
