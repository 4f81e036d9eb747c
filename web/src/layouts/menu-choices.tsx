// What the command menu offers for what was typed: what was used lately, actions, pages, conversations, contacts.
import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CornerDownRight, TextSearch } from 'lucide-react';
import { type ReactNode, useDeferredValue } from 'react';
import { contacts } from '~/api/contacts';
import { rowsOf } from '~/api/conversation-pages';
import { conversations } from '~/api/conversations';
import { useWorkspace } from '~/api/current-workspace';
import { phone } from '~/lib/format';
import { load, save } from '~/lib/storage';
import { Avatar } from '~/ui/avatar';
import { plain } from '~/whatsapp/format';
import { useAllCommands } from './commands';
import { useSettingsSections } from './settings-sections';

export interface MenuChoice {
  id: string;
  group: string;
  label: string;
  note?: string;
  icon?: ReactNode;
  keys?: string;
  run: () => void;
}

/** A search shorter than this finds everybody. */
const LEAST_TYPED = 2;
const MOST_PEOPLE = 6;
const MOST_RECENT = 5;

export function useMenuChoices(typed: string): { choices: MenuChoice[]; searching: boolean } {
  const { t } = useLingui();
  const actionsOnly = typed.startsWith('>');
  const words = typed.replace(/^>/, '').trim().toLocaleLowerCase();
  const actions = [...useActions(), ...usePages()];
  // People may come a moment later than the letters; what Enter would take never belongs to fewer letters than stand there.
  const wanted = actionsOnly ? '' : words;
  const asked = useDeferredValue(wanted);
  const found = usePeople(asked);
  const messageSearch = useMessageSearch();
  const people = asked === wanted ? found : { choices: [], searching: true };
  if (words === '') {
    const recent = recentIds().flatMap((id) => actions.find((action) => action.id === id) ?? []);
    const rest = actions.filter((action) => !recent.includes(action));
    return { choices: [...recent.map((action) => ({ ...action, group: t`Recent` })), ...rest], searching: false };
  }
  const fits = ({ label, note }: MenuChoice) =>
    words.split(/\s+/).every((word) => `${label} ${note ?? ''}`.toLocaleLowerCase().includes(word));
  const inMessages = actionsOnly ? [] : [messageSearch(typed.trim())];
  return { choices: [...actions.filter(fits), ...people.choices, ...inMessages], searching: people.searching };
}

/** The way on to what was said, in the words that were typed. */
function useMessageSearch(): (q: string) => MenuChoice {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  return (q) => ({
    id: 'search-messages',
    group: t`Messages`,
    label: t`Search messages for “${q}”`,
    icon: <TextSearch aria-hidden="true" className="size-4 shrink-0 text-fg-3" strokeWidth={1.75} />,
    run: () => void navigate({ to: '/w/$ws/search', params: { ws }, search: { q } }),
  });
}

/** Called with what was chosen: it stands first next time. */
export function remember(id: string): void {
  save('recent-commands', [id, ...recentIds().filter((other) => other !== id)].slice(0, MOST_RECENT));
}

function recentIds(): string[] {
  const stored = load('recent-commands');
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

/** Everything with a key, as far as it can be done here and now. */
function useActions(): MenuChoice[] {
  const { t } = useLingui();
  return [...useAllCommands().values()]
    .filter((command) => command.id !== 'menu')
    .map((command) => ({
      id: command.id,
      group: t`Actions`,
      label: command.label,
      keys: command.keys[0],
      run: () => command.run(),
    }));
}

function usePages(): MenuChoice[] {
  const { t, i18n } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  return useSettingsSections().map(({ id: section, label, icon: Icon }) => ({
    id: `settings-${section}`,
    group: t`Settings`,
    label: i18n._(label),
    icon: <Icon aria-hidden="true" className="size-4 shrink-0 text-fg-3" strokeWidth={1.75} />,
    run: () => void navigate({ to: '/w/$ws/settings/$section', params: { ws, section } }),
  }));
}

function usePeople(words: string): { choices: MenuChoice[]; searching: boolean } {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const enabled = words.length >= LEAST_TYPED;
  const talks = useInfiniteQuery({ ...conversations.list(ws, { view: 'all', q: words }), enabled });
  const known = useInfiniteQuery({ ...contacts.list(ws, { q: words }), enabled });
  if (!enabled) return { choices: [], searching: false };
  const rows = rowsOf(talks.data).slice(0, MOST_PEOPLE);
  const found = (known.data?.pages ?? []).flatMap((page) => page.data).slice(0, MOST_PEOPLE);
  return {
    searching: talks.isFetching || known.isFetching,
    choices: [
      ...rows.map(({ id, contact, last_message }) => ({
        id,
        group: t`Conversations`,
        label: contact.display_name,
        note: plain(last_message?.preview ?? ''),
        icon: <Avatar id={contact.id} name={contact.display_name} size="sm" />,
        run: () =>
          void navigate({
            to: '/w/$ws/inbox/$view/$conversation',
            params: { ws, view: 'all', conversation: id },
            search: {},
          }),
      })),
      ...found.map((contact) => ({
        id: contact.id,
        group: t`Contacts`,
        label: contact.display_name,
        note: contact.phone ? phone(contact.phone) : '',
        icon: <CornerDownRight aria-hidden="true" className="mirror size-4 shrink-0 text-fg-3" strokeWidth={1.75} />,
        run: () => void navigate({ to: '/w/$ws/contacts/$contact', params: { ws, contact: contact.id } }),
      })),
    ],
  };
}
