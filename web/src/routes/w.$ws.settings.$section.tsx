// One section of the settings; each is fetched when it is opened.
import { useLingui } from '@lingui/react/macro';
import { createFileRoute, notFound } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense } from 'react';
import { ForbiddenPage } from '~/layouts/notice-page';
import { isSettingsSection, type SettingsSection, useSettingsSections } from '~/layouts/settings-sections';
import { Skeleton } from '~/ui/skeleton';

const pages: Record<SettingsSection, ComponentType> = {
  workspace: lazy(() => import('~/features/settings/workspace-page')),
  channel: lazy(() => import('~/features/settings/channel-page')),
  members: lazy(() => import('~/features/settings/members-page')),
  invitations: lazy(() => import('~/features/settings/invitations-page')),
  teams: lazy(() => import('~/features/settings/teams-page')),
  canned: lazy(() => import('~/features/settings/canned-page')),
  tags: lazy(() => import('~/features/settings/tags-page')),
  'opt-outs': lazy(() => import('~/features/settings/opt-outs-page')),
  'wa-flow-keys': lazy(() => import('~/features/wa-flows/keys-page')),
  secrets: lazy(() => import('~/features/functions/secrets-page')),
  fields: lazy(() => import('~/features/settings/fields-page')),
  automation: lazy(() => import('~/features/settings/automation-page')),
  hours: lazy(() => import('~/features/settings/hours-page')),
  ai: lazy(() => import('~/features/settings/llm-page')),
  'api-keys': lazy(() => import('~/features/settings/api-keys-page')),
  webhooks: lazy(() => import('~/features/settings/webhooks-page')),
  jobs: lazy(() => import('~/features/settings/jobs-page')),
  notifications: lazy(() => import('~/features/settings/notifications-page')),
  account: lazy(() => import('~/features/settings/account-page')),
};

export const Route = createFileRoute('/w/$ws/settings/$section')({
  beforeLoad: ({ params }) => {
    if (!isSettingsSection(params.section)) throw notFound();
  },
  component: Section,
});

function Section() {
  const { t } = useLingui();
  const { section } = Route.useParams();
  const allowed = useSettingsSections();
  if (!isSettingsSection(section)) return null;
  if (!allowed.some(({ id }) => id === section)) return <ForbiddenPage place={t`these settings`} />;
  const Page = pages[section];
  return (
    <Suspense fallback={<Skeleton className="m-6 h-40" />}>
      <Page />
    </Suspense>
  );
}
