// The frame of the settings: sections at the side (a scrolling bar on phones), the open one beside them.
import { useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { useSettingsSections } from './settings-sections';

export function SettingsLayout() {
  const { t, i18n } = useLingui();
  const { id } = useWorkspace();
  const sections = useSettingsSections();
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <nav
        aria-label={t`Settings`}
        className="flex shrink-0 gap-1 overflow-x-auto border-line border-b bg-surface p-2 md:w-56 md:flex-col md:border-e md:border-b-0 md:p-3"
      >
        <p className="hidden px-2 pt-1 pb-2 font-semibold text-16 md:block">{t`Settings`}</p>
        {sections.map(({ id: section, label, icon: Icon }) => (
          <Link
            key={section}
            to="/w/$ws/settings/$section"
            params={{ ws: id, section }}
            className="touch-target flex h-8 shrink-0 items-center gap-2.5 rounded-control px-2 font-medium text-13 text-fg-2 transition-colors duration-120 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-accent-text"
          >
            <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
            {i18n._(label)}
          </Link>
        ))}
      </nav>
      <div className="scroller min-h-0 min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
