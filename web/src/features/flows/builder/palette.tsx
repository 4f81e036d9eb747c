// Everything a flow can be built from: search, click to add, or drag onto the canvas.
import { Trans, useLingui } from '@lingui/react/macro';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState } from 'react';
import { load, save } from '~/lib/storage';
import { IconButton } from '~/ui/icon-button';
import { useKinds } from './chooser';
import { search } from './quick-pick';
import { useActions } from './use-actions';

export const PALETTE_TYPE = 'application/x-prismwa-step';

export function Palette() {
  const { t } = useLingui();
  const [open, setOpen] = useState(() => load('flow-palette') !== false);
  const [query, setQuery] = useState('');
  const kinds = useKinds();
  const actions = useActions();
  const toggle = () => {
    save('flow-palette', !open);
    setOpen(!open);
  };
  if (!open) {
    return (
      <div className="flex shrink-0 flex-col items-center border-line border-e bg-surface p-1.5">
        <IconButton icon={PanelLeftOpen} label={t`Show the palette`} onClick={toggle} directional />
      </div>
    );
  }
  const found = search(kinds, query);
  return (
    <aside aria-label={t`Palette`} className="flex w-54 shrink-0 flex-col border-line border-e bg-surface max-lg:w-48">
      <div className="flex items-center gap-1 p-2">
        <input
          aria-label={t`Search steps`}
          placeholder={t`Search steps`}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('');
            const [best] = found;
            if (event.key === 'Enter' && best) actions.add(best.id);
          }}
          className="h-8 min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-2.5 text-13"
        />
        <IconButton icon={PanelLeftClose} size="sm" label={t`Hide the palette`} onClick={toggle} directional />
      </div>
      <ul className="scroller min-h-0 flex-1 px-2 pb-3">
        {found.map((kind, index) => (
          <li key={kind.id}>
            {kind.group && kind.group !== found[index - 1]?.group && (
              <p className="px-1.5 pt-3 pb-1 font-medium text-11 text-fg-3">{kind.group}</p>
            )}
            <button
              type="button"
              draggable
              data-tooltip={kind.note}
              onDragStart={(event) => {
                event.dataTransfer.setData(PALETTE_TYPE, kind.id);
                event.dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => actions.add(kind.id)}
              className="ring-inside flex h-8.5 w-full cursor-grab items-center gap-2 rounded-control px-1.5 text-start text-13 hover:bg-hover active:cursor-grabbing"
            >
              {kind.icon}
              <span className="truncate">{kind.label}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && (
          <li className="px-2 py-4 text-13 text-fg-3">
            <Trans>Nothing is called that.</Trans>
          </li>
        )}
      </ul>
    </aside>
  );
}
