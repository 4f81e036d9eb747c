// The command menu: one box from which every conversation, contact, page and action is reached. `>` asks for actions only.
import { Dialog } from '@base-ui/react/dialog';
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { Fragment, type KeyboardEvent, useId, useRef, useState } from 'react';
import { focusAtOnce } from '~/lib/focus-at-once';
import { Keys } from './keys';
import { type MenuChoice, remember, useMenuChoices } from './menu-choices';

export default function CommandMenu({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  // What was chosen runs once the menu is gone: it may want the focus, or stand behind the menu.
  const chosen = useRef<MenuChoice | null>(null);
  const choose = (choice: MenuChoice) => {
    chosen.current = choice;
    remember(choice.id);
    onClose();
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(now) => {
        if (now) return;
        chosen.current?.run();
        chosen.current = null;
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={t`Command menu`}
          finalFocus={() => chosen.current === null}
          className="overlay-motion fixed inset-x-3 top-3 z-40 mx-auto flex max-h-[min(32rem,calc(100dvh-1.5rem))] max-w-150 flex-col overflow-hidden rounded-bubble bg-surface text-fg shadow-2 outline-none md:top-[12vh]"
        >
          <Choices onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ onChoose }: { onChoose: (choice: MenuChoice) => void }) {
  const { t } = useLingui();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { choices, searching } = useMenuChoices(typed);
  const at = Math.min(active, Math.max(0, choices.length - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && choices.length > 0) {
      event.preventDefault();
      const next = (at + step + choices.length) % choices.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[at];
      if (choice) onChoose(choice);
    }
  };

  return (
    <>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden="true" className="size-4.5 shrink-0 text-fg-3" strokeWidth={1.75} />
        <input
          ref={focusAtOnce}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={choices.length > 0 ? `${listId}-${at}` : undefined}
          aria-label={t`Search or run an action`}
          placeholder={t`Search conversations, contacts, pages, actions…`}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-14 outline-none coarse:text-16"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t`Results`} className="scroller min-h-0 flex-1 p-1.5">
        {choices.map((choice, index) => (
          <Fragment key={choice.id}>
            {choice.group !== choices[index - 1]?.group && (
              <p role="presentation" className="px-2.5 pt-2 pb-1 font-semibold text-11 text-fg-3">
                {choice.group}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox that owns this option */}
            <div
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => onChoose(choice)}
              onPointerMove={() => setActive(index)}
              className={clsx(
                'flex min-h-9 select-none items-center gap-2.5 rounded-control px-2.5 py-1 text-13 coarse:min-h-11',
                index === at && 'bg-selected',
              )}
            >
              {choice.icon}
              <bdi className="truncate font-medium">{choice.label}</bdi>
              {choice.note && <span className="min-w-0 flex-1 truncate text-12 text-fg-3">{choice.note}</span>}
              {choice.keys && (
                <span className="ms-auto shrink-0">
                  <Keys keys={choice.keys} />
                </span>
              )}
            </div>
          </Fragment>
        ))}
        {choices.length === 0 && (
          <p className="px-2.5 py-6 text-center text-13 text-fg-3">
            {searching ? <Trans>Searching…</Trans> : <Trans>Nothing found</Trans>}
          </p>
        )}
      </div>
      <p role="status" className="sr-only">
        {searching ? t`Searching…` : t`${choices.length} results`}
      </p>
    </>
  );
}
