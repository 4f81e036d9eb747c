// The floating half of a menu (fetched when the first menu opens).
import { Menu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { RefObject } from 'react';
import { Kbd } from './kbd';
import type { MenuEntry } from './menu';
import { popupClass } from './popup-class';

interface MenuPopupProps {
  label: string;
  entries: readonly MenuEntry[];
  anchor: RefObject<HTMLElement | null>;
  side: 'bottom' | 'top' | 'inline-end' | 'inline-start';
  align: 'start' | 'end' | 'center';
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const row =
  'flex min-h-8 w-full cursor-default select-none items-center gap-2.5 rounded-control px-2 py-1 text-13 text-fg outline-none data-highlighted:bg-hover data-disabled:text-fg-3 coarse:min-h-11';

export default function MenuPopup({ label, entries, anchor, side, align, open, onOpenChange }: MenuPopupProps) {
  return (
    <Menu.Root
      open={open}
      modal={false}
      onOpenChange={(next, details) => {
        // A press on the trigger is the trigger's to answer, or the menu would close and open again.
        const pressed = details.event.target;
        const onTrigger = pressed instanceof Node && anchor.current?.contains(pressed);
        if (!next && onTrigger && details.reason === 'outside-press') return;
        onOpenChange(next);
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 outline-none"
        >
          <Menu.Popup aria-label={label} finalFocus={anchor} className={`${popupClass} scroller min-w-48 p-1`}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Menu.Separator className="my-1 h-px bg-line" />;
    case 'header':
      return (
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-13">
            <bdi>{entry.label}</bdi>
          </p>
          {entry.note && (
            <p className="truncate text-12 text-fg-3">
              <bdi>{entry.note}</bdi>
            </p>
          )}
        </div>
      );
    case 'strip':
      return (
        <div className="flex gap-0.5 px-0.5 py-1">
          {entry.options.map((option) => (
            <Menu.Item
              key={option.value}
              aria-label={option.label}
              onClick={() => entry.onPick(option.value)}
              className={`flex size-10 cursor-default items-center justify-center rounded-full text-20 leading-none outline-none data-highlighted:bg-hover ${option.pressed ? 'bg-selected' : ''}`}
            >
              {option.value}
            </Menu.Item>
          ))}
        </div>
      );
    case 'item':
      return (
        <Menu.Item
          disabled={Boolean(entry.disabledReason)}
          title={entry.disabledReason ?? undefined}
          onClick={entry.onSelect}
          className={`${row} ${entry.tone === 'danger' ? 'text-danger' : ''}`}
        >
          <Glyph icon={entry.icon} />
          <span className="flex-1 truncate">{entry.label}</span>
          {entry.note && <span className="text-12 text-fg-3">{entry.note}</span>}
          {entry.shortcut && <Kbd keys={entry.shortcut} />}
        </Menu.Item>
      );
    case 'choice':
      return (
        <Menu.Group>
          <Menu.GroupLabel className="px-2 pt-1.5 pb-0.5 font-medium text-11 text-fg-3">{entry.label}</Menu.GroupLabel>
          <Menu.RadioGroup value={entry.value} onValueChange={entry.onChange}>
            {entry.options.map((option) => (
              <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={row}>
                <Glyph icon={option.icon} />
                <span className="flex-1 truncate">
                  <bdi>{option.label}</bdi>
                </span>
                {option.note && <span className="text-12 text-fg-3">{option.note}</span>}
                <span className="flex size-4 items-center">
                  <Menu.RadioItemIndicator>
                    <Check aria-hidden="true" className="size-4 text-accent-text" strokeWidth={2} />
                  </Menu.RadioItemIndicator>
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Group>
      );
  }
}

function Glyph({ icon: Icon }: { icon: LucideIcon | undefined }) {
  return Icon ? <Icon aria-hidden="true" className="size-4 shrink-0 text-fg-3" strokeWidth={1.75} /> : null;
}
