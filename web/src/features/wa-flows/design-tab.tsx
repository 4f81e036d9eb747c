// The form as parts: its screens and components to choose, move, add and remove, and the properties of the chosen one to fill in.
// It edits the same text as the tab Code, and leaves alone what it does not touch.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, LayoutList, Plus, Trash2 } from 'lucide-react';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { type Fields, fields, isFields, list } from '~/whatsapp/read';
import { type Component, componentOf, components } from './catalog';
import { changed, inserted, swapped } from './json-place';
import { fresh, freshScreen, type Part, partsOf } from './parts';
import { PropertyField } from './property-field';

interface Props {
  draft: SavedText;
  form: Fields;
  locked: string | null;
  place: { pointer: string } | null;
  onPlace(pointer: string): void;
}

export default function DesignTab({ draft, form, locked, place, onPlace }: Props) {
  const { t } = useLingui();
  const screens = list(form.screens).filter(isFields);
  const parts = screens.flatMap((_, index) => partsOf(form, index));
  const chosen = parts.find(({ pointer }) => pointer === place?.pointer);
  const version = typeof form.version === 'string' ? form.version : '7.3';
  const edit = (text: string) => draft.set(text);
  if (screens.length === 0)
    return (
      <EmptyState icon={LayoutList} title={t`There is no screen yet`}>
        <Trans>Write the first one in the tab Code.</Trans>
      </EmptyState>
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <nav
        aria-label={t`Parts`}
        className="scroller max-h-72 shrink-0 border-line border-b bg-sunken py-2 md:max-h-none md:w-72 md:border-e md:border-b-0"
      >
        {screens.map((screen, index) => (
          <Screen
            key={`/screens/${index}`}
            screen={screen}
            parts={partsOf(form, index)}
            chosen={place?.pointer ?? ''}
            version={version}
            locked={locked}
            onChoose={onPlace}
            onAdd={(component) => {
              const at = `/screens/${index}/layout/children`;
              const children = list(fields(screen.layout).children);
              // Above the button that stays at the bottom.
              const footer = children.findIndex((child) => isFields(child) && child.type === 'Footer');
              const where = component.name === 'Footer' || footer < 0 ? children.length : footer;
              edit(inserted(draft.text, at, where, fresh(component, parts)));
              onPlace(`${at}/${where}`);
            }}
          />
        ))}
        <div className="px-3 pt-1">
          <Button
            size="sm"
            icon={Plus}
            disabledReason={locked}
            onClick={() => {
              edit(inserted(draft.text, '/screens', screens.length, freshScreen(screens)));
              onPlace(`/screens/${screens.length}`);
            }}
          >
            <Trans>Screen</Trans>
          </Button>
        </div>
      </nav>
      <div className="scroller min-h-0 min-w-0 flex-1 p-4">
        {chosen ? (
          <Properties
            key={chosen.pointer}
            part={chosen}
            siblings={parts.filter(({ list: one }) => one === chosen.list).length}
            version={version}
            locked={locked}
            screens={screens.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))}
            onSet={(name, value) => edit(changed(draft.text, `${chosen.pointer}/${name}`, value))}
            onMove={(by) => {
              edit(swapped(draft.text, chosen.list, by < 0 ? chosen.index - 1 : chosen.index));
              onPlace(`${chosen.list}/${chosen.index + by}`);
            }}
            onRemove={() => {
              edit(changed(draft.text, chosen.pointer, undefined));
              onPlace('');
            }}
          />
        ) : (
          <p className="py-10 text-center text-13 text-fg-3">
            <Trans>Choose a part to change it.</Trans>
          </p>
        )}
      </div>
    </div>
  );
}

interface ScreenProps {
  screen: Fields;
  parts: Part[];
  chosen: string;
  version: string;
  locked: string | null;
  onChoose(pointer: string): void;
  onAdd(component: Component): void;
}

function Screen({ screen, parts, chosen, version, locked, onChoose, onAdd }: ScreenProps) {
  const { t } = useLingui();
  const title = typeof screen.title === 'string' ? screen.title : String(screen.id);
  const known = components.filter(({ since, name }) => since <= version && !['If', 'Switch', 'Form'].includes(name));
  const groups = { text: t`Text`, input: t`Inputs`, picker: t`Files`, media: t`Pictures`, action: t`Actions` } as const;
  return (
    <section aria-label={title} className="pb-3">
      <div className="flex items-center justify-between ps-3 pe-1">
        <h2 className="min-w-0 truncate font-semibold text-13">
          <bdi>{title}</bdi>
        </h2>
        <Menu
          label={t`Add to ${title}`}
          align="end"
          trigger={(props) => (
            <IconButton {...props} icon={Plus} size="sm" label={t`Add to ${title}`} disabledReason={locked} />
          )}
          entries={(['text', 'input', 'picker', 'media', 'action'] as const).flatMap((group) => [
            { kind: 'header' as const, id: group, label: groups[group] },
            ...known
              .filter((component) => component.group === group)
              .map((component) => ({
                kind: 'item' as const,
                id: component.name,
                label: component.name,
                onSelect: () => onAdd(component),
              })),
          ])}
        />
      </div>
      {parts.map(({ pointer, it, depth }) => (
        <button
          key={pointer}
          type="button"
          aria-current={pointer === chosen}
          onClick={() => onChoose(pointer)}
          style={{ paddingInlineStart: `${0.75 + depth * 0.75}rem` }}
          className={clsx(
            'ring-inside flex min-h-8 w-full items-center gap-2 pe-3 text-start text-13 coarse:min-h-11',
            pointer === chosen ? 'bg-selected text-accent-text' : 'hover:bg-hover',
          )}
        >
          <span className="shrink-0">{String(it.type)}</span>
          <span className="min-w-0 truncate text-12 text-fg-3">{labelOf(it)}</span>
        </button>
      ))}
    </section>
  );
}

function labelOf(it: Fields): string {
  const words = [it.label, it.text, it.name, it.condition, it.value].find((one) => typeof one === 'string');
  return typeof words === 'string' ? words : '';
}

interface PropertiesProps {
  part: Part;
  siblings: number;
  version: string;
  locked: string | null;
  screens: string[];
  onSet(name: string, value: unknown): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function Properties({ part, siblings, version, locked, screens, onSet, onMove, onRemove }: PropertiesProps) {
  const { t } = useLingui();
  const component = componentOf(part.it.type);
  const known = (component?.properties ?? []).filter(
    ({ since = '2.1', shape }) => since <= version && shape !== 'children' && shape !== 'cases',
  );
  return (
    <div className="mx-auto flex max-w-140 flex-col gap-4">
      <header className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-16">{String(part.it.type)}</h2>
          <p className="text-12 text-fg-3">{component?.help}</p>
        </div>
        <IconButton
          icon={ArrowUp}
          label={t`Move up`}
          disabledReason={locked ?? (part.index === 0 ? t`It is the first.` : null)}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={t`Move down`}
          disabledReason={locked ?? (part.index >= siblings - 1 ? t`It is the last.` : null)}
          onClick={() => onMove(1)}
        />
        <IconButton icon={Trash2} label={t`Remove`} disabledReason={locked} onClick={onRemove} />
      </header>
      <fieldset disabled={locked !== null} className="flex flex-col gap-4">
        {known.map((property) => (
          <PropertyField
            key={property.name}
            property={property}
            value={part.it[property.name]}
            screens={screens}
            onSet={(value) => onSet(property.name, value)}
          />
        ))}
      </fieldset>
    </div>
  );
}
