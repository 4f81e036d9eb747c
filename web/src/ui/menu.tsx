// A menu from a list of entries. The trigger is there at first paint; what floats is fetched when first needed.
import type { LucideIcon } from 'lucide-react';
import {
  createContext,
  lazy,
  type ReactElement,
  type ReactNode,
  type Ref,
  Suspense,
  use,
  useRef,
  useState,
} from 'react';

export type MenuEntry =
  | {
      kind: 'item';
      id: string;
      label: string;
      icon?: LucideIcon;
      shortcut?: string;
      tone?: 'danger';
      /** A second, quieter text at the end. */
      note?: string;
      disabledReason?: string | null | undefined;
      onSelect: () => void;
    }
  | {
      kind: 'choice';
      id: string;
      label: string;
      value: string;
      options: readonly { value: string; label: string; icon?: LucideIcon; note?: string }[];
      onChange: (value: string) => void;
    }
  | {
      kind: 'strip';
      id: string;
      /** Small things side by side, such as emoji. */
      options: readonly { value: string; label: string; pressed?: boolean }[];
      onPick: (value: string) => void;
    }
  | { kind: 'separator'; id: string }
  | { kind: 'header'; id: string; label: string; note?: string };

/** What the trigger must spread on its button. */
export interface TriggerProps {
  ref: Ref<HTMLButtonElement>;
  'aria-haspopup': 'menu' | 'dialog';
  'aria-expanded': boolean;
  onClick: () => void;
}

export interface MenuProps {
  label: string;
  entries: readonly MenuEntry[];
  trigger: (props: TriggerProps) => ReactElement;
  side?: 'bottom' | 'top' | 'inline-end' | 'inline-start';
  align?: 'start' | 'end' | 'center';
}

const MenuPopup = lazy(() => import('./menu-popup'));

export function Menu({ label, entries, trigger, side = 'bottom', align = 'start' }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const clickedBefore = use(ClickedBefore);
  const [state, setState] = useState<'never' | 'open' | 'closed'>(clickedBefore ? 'open' : 'never');
  return (
    <>
      {trigger({
        ref: anchor,
        'aria-haspopup': 'menu',
        'aria-expanded': state === 'open',
        onClick: () => setState(state === 'open' ? 'closed' : 'open'),
      })}
      {state !== 'never' && (
        <Suspense fallback={null}>
          <MenuPopup
            label={label}
            entries={entries}
            anchor={anchor}
            side={side}
            align={align}
            open={state === 'open'}
            onOpenChange={(open) => setState(open ? 'open' : 'closed')}
          />
        </Suspense>
      )}
    </>
  );
}

const ClickedBefore = createContext(false);

interface MenuToComeProps {
  /** The menu's trigger until its file is there. */
  placeholder: (props: Pick<TriggerProps, 'onClick'>) => ReactElement;
  children: ReactNode;
}

/** Around a menu whose file is still on its way: a click meanwhile is not lost, the menu is open when it comes. */
export function MenuToCome({ placeholder, children }: MenuToComeProps) {
  const [clicked, setClicked] = useState(false);
  return (
    <ClickedBefore value={clicked}>
      <Suspense fallback={placeholder({ onClick: () => setClicked(!clicked) })}>{children}</Suspense>
    </ClickedBefore>
  );
}
