// The frame of the settings: sections at the side, the open one beside them. On phones the sections are a page of their own.
import { useLingui } from '@lingui/react/macro';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { ArrowLeft, ChevronRight } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { useMedia } from '~/lib/use-media';
import { useTitle } from '~/lib/use-title';
import { useSettingsGroups } from './settings-sections';

export function SettingsLayout() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const roomy = useMedia('(min-width: 48rem)');
  const open = useParams({ strict: false, select: ({ section }) => section !== undefined });
  if (!roomy && !open) return <SectionsPage />;
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      {roomy ? (
        <nav
          aria-label={t`Settings`}
          className="scroller flex w-56 shrink-0 flex-col gap-4 border-line border-e bg-surface p-3"
        >
          <p className="px-2 pt-1 font-semibold text-16">{t`Settings`}</p>
          <Sections look="side" />
        </nav>
      ) : (
        <Link
          to="/w/$ws/settings"
          params={{ ws: id }}
          className="ring-inside flex h-11 shrink-0 items-center gap-2 border-line border-b bg-surface px-4 font-medium text-13 text-fg-2"
        >
          <ArrowLeft aria-hidden="true" className="mirror size-4" strokeWidth={1.75} />
          {t`Settings`}
        </Link>
      )}
      <div className="scroller min-h-0 min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}

function SectionsPage() {
  const { t } = useLingui();
  const { workspace } = useWorkspace();
  useTitle(t`Settings`, workspace.name);
  return (
    <div className="scroller flex min-h-0 flex-1 flex-col gap-6 px-4 py-6">
      <h1 tabIndex={-1} className="font-semibold text-20">{t`Settings`}</h1>
      <Sections look="page" />
    </div>
  );
}

const looks = {
  side: {
    list: 'flex flex-col gap-1',
    link: 'touch-target h-8 gap-2.5 rounded-control px-2 text-13 text-fg-2 hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-accent-text',
  },
  page: {
    list: 'divide-y divide-line overflow-hidden rounded-card border border-line bg-surface',
    link: 'ring-inside h-11 gap-3 px-3 text-14',
  },
};

function Sections({ look }: { look: 'side' | 'page' }) {
  const { i18n } = useLingui();
  const { id } = useWorkspace();
  const { list, link } = looks[look];
  return useSettingsGroups().map((group) => (
    <section key={group.label.id} aria-label={i18n._(group.label)}>
      <p className="px-2 pb-1 font-medium text-12 text-fg-3">{i18n._(group.label)}</p>
      <ul className={list}>
        {group.sections.map(({ id: section, label, icon: Icon }) => (
          <li key={section}>
            <Link
              to="/w/$ws/settings/$section"
              params={{ ws: id, section }}
              className={`flex shrink-0 items-center font-medium transition-colors duration-120 hover:bg-hover ${link}`}
            >
              <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
              {i18n._(label)}
              {look === 'page' && <ChevronRight aria-hidden="true" className="mirror ms-auto size-4 text-fg-3" />}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
