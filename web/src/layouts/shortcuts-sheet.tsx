// The `?` sheet: every key that works now, by place.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { save } from '~/lib/storage';
import { Dialog } from '~/ui/dialog';
import { Switch } from '~/ui/switch';
import { type Command, type CommandScope, singleKeysAreOn, useAllCommands } from './commands';
import { Keys } from './keys';

const scopes: readonly CommandScope[] = ['global', 'list', 'thread', 'composer', 'builder'];

export default function ShortcutsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const commands = useAllCommands();
  const [single, setSingle] = useState(singleKeysAreOn);
  const titles: Record<CommandScope, string> = {
    global: t`Everywhere`,
    list: t`Conversation list`,
    thread: t`Thread`,
    composer: t`Composer`,
    builder: t`Flow editor`,
  };
  const fixed: Pick<Command, 'id' | 'label' | 'scope' | 'keys'>[] = [
    { id: 'send', label: t`Send`, scope: 'composer', keys: ['Enter'] },
    { id: 'line', label: t`New line`, scope: 'composer', keys: ['Shift+Enter'] },
    { id: 'send-close', label: t`Send and close`, scope: 'composer', keys: ['$mod+Enter'] },
    { id: 'leave', label: t`Leave the composer`, scope: 'composer', keys: ['Escape'] },
  ];
  const all = [...commands.values(), ...(commands.has('reply') ? fixed : [])];
  return (
    <Dialog open={open} onClose={onClose} title={t`Keyboard shortcuts`}>
      <div className="flex flex-col gap-5">
        {scopes.map((scope) => {
          const rows = all.filter((command) => command.scope === scope);
          return rows.length === 0 ? null : (
            <section key={scope} className="flex flex-col gap-1">
              <h3 className="font-semibold text-12 text-fg-3">{titles[scope]}</h3>
              <dl className="grid gap-x-8 md:grid-cols-2">
                {rows.map((command) => (
                  <div
                    key={command.id}
                    className="flex min-h-8 items-center justify-between gap-4 border-line border-b"
                  >
                    <dt className="text-13">{command.label}</dt>
                    <dd className="flex shrink-0 items-center gap-2">
                      <Keys keys={command.keys[0]} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <Switch
          checked={single}
          onChange={(on) => {
            save('single-keys', on);
            setSingle(on);
          }}
          label={t`Single-letter shortcuts`}
          hint={t`Switch off if a screen reader or speech control uses these keys.`}
        />
      </div>
    </Dialog>
  );
}
