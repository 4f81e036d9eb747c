// The frame of pages that are forms: a head, sections in two columns, and room for the save bar.
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { useTitle } from '~/lib/use-title';

interface PageProps {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Stays at the lower edge (the save bar). */
  bar?: ReactNode;
}

export function SettingsPage({ title, intro, actions, children, bar }: PageProps) {
  const { workspace } = useWorkspace();
  useTitle(title, workspace.name);
  const head = (
    <header className="flex flex-wrap items-start justify-between gap-3 pb-6">
      <div className="flex min-w-0 flex-col gap-1">
        <h1 tabIndex={-1} className="font-semibold text-20">
          {title}
        </h1>
        {intro && <p className="max-w-160 text-14 text-fg-2">{intro}</p>}
      </div>
      {actions}
    </header>
  );
  return (
    <FormPage head={head} bar={bar}>
      {children}
    </FormPage>
  );
}

export function FormPage({ head, children, bar }: { head: ReactNode; children: ReactNode; bar?: ReactNode }) {
  return (
    <div className="scroller flex h-full min-h-0 min-w-0 flex-1 flex-col">
      <div className="mx-auto flex w-full max-w-240 flex-1 flex-col px-4 pt-6 pb-12 md:px-8">
        {head}
        <div className="flex flex-col divide-y divide-line">{children}</div>
      </div>
      {bar}
    </div>
  );
}

interface SectionProps {
  /** Where a link with `#id` leads. */
  id?: string;
  title: string;
  about?: ReactNode;
  children: ReactNode;
  tone?: 'danger';
}

export function SettingsSection({ id, title, about, children, tone }: SectionProps) {
  return (
    <section
      ref={id === undefined ? undefined : scrollToLinked}
      id={id}
      className="grid scroll-mt-6 gap-x-8 gap-y-4 py-6 first:pt-0 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className={`font-semibold text-14 ${tone === 'danger' ? 'text-danger' : ''}`}>{title}</h2>
        {about && <p className="pt-1 text-13 text-fg-3">{about}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}

/** The page is drawn after its address was followed. */
function scrollToLinked(section: HTMLElement | null): void {
  if (section && location.hash === `#${section.id}`) section.scrollIntoView();
}
