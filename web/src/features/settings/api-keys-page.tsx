// Settings of API keys: which programs may sign in, what each may do, when it was last here; make one, take one back.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { apiKeys } from '~/api/api-keys';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { ForbiddenPage } from '~/layouts/notice-page';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { ApiKeyDialog } from './api-key-dialog';
import { ApiKeyRow } from './api-key-row';
import { type MadeKey, MadeKeyNote } from './made-key-note';

export default function ApiKeysSettingsPage() {
  const { t } = useLingui();
  const { can } = useWorkspace();
  return can.has('api_keys:manage') ? <Keys /> : <ForbiddenPage place={t`API keys`} />;
}

function Keys() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useQuery(apiKeys.list(id));
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [showsOld, setShowsOld] = useState(false);
  const working = list.data?.filter((key) => key.state === 'active') ?? [];
  const old = list.data?.filter((key) => key.state !== 'active') ?? [];
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
      <Trans>New API key</Trans>
    </Button>
  );
  return (
    <SettingsPage
      title={t`API keys`}
      intro={t`Programs sign in with a key. It acts for whoever made it, and may only what it was given.`}
      actions={working.length > 0 || old.length > 0 ? create : null}
    >
      <div className="flex flex-col gap-6">
        {made && <MadeKeyNote key={made.id} made={made} onClose={() => setMade(null)} />}
        {list.isPending && [0, 1].map((row) => <Skeleton key={row} className="h-16" />)}
        {list.isError && (
          <div className="flex flex-col items-start gap-3">
            <ProblemNote problem={asProblem(list.error)} />
            <Button onClick={() => void list.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          </div>
        )}
        {list.isSuccess && working.length === 0 && (
          <EmptyState icon={KeyRound} title={t`No program has a key`} action={old.length === 0 ? create : undefined}>
            <Trans>
              Give your shop, your own app or a script a key of its own, so that each can be taken back alone. The
              reference is at{' '}
              <a className="text-accent-text underline" href="/api/docs">
                /api/docs
              </a>
              .
            </Trans>
          </EmptyState>
        )}
        {working.length > 0 && (
          <ul aria-label={t`API keys`} className="divide-y divide-line rounded-card border border-line bg-surface">
            {working.map((key) => (
              <ApiKeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
        {old.length > 0 && (
          <div className="flex flex-col gap-3">
            <button
              type="button"
              aria-expanded={showsOld}
              onClick={() => setShowsOld(!showsOld)}
              className="self-start rounded-badge text-13 text-fg-2 underline hover:text-fg coarse:min-h-11"
            >
              {showsOld ? t`Hide keys that no longer work` : t`Show keys that no longer work (${old.length})`}
            </button>
            {showsOld && (
              <ul
                aria-label={t`Keys that no longer work`}
                className="divide-y divide-line rounded-card border border-line bg-surface"
              >
                {old.map((key) => (
                  <ApiKeyRow key={key.id} apiKey={key} />
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
      {creating && (
        <ApiKeyDialog
          onClose={() => setCreating(false)}
          onMade={(key) => {
            setCreating(false);
            setMade(key);
          }}
        />
      )}
    </SettingsPage>
  );
}
