// One key: what it is for, what it may do, when it was last used, and taking it back.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ApiKey, apiKeys } from '~/api/api-keys';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { exact, moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { toast } from '~/ui/toast';

export function ApiKeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const revoke = useMutation({
    ...apiKeys.revoke(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const ask = async () => {
    const sure = await confirm({
      title: t`Revoke ${apiKey.name}?`,
      body: t`The program that uses it is refused at once. This cannot be taken back; make a new key instead.`,
      action: t`Revoke`,
    });
    if (sure) revoke.mutate(apiKey.id);
  };
  const maker = apiKey.created_by_name ?? t`somebody who left`;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi className="min-w-0 truncate">{apiKey.name}</bdi>
          <code dir="ltr" className="font-mono text-12 text-fg-3">
            pwa_…{apiKey.hint}
          </code>
          {apiKey.state === 'revoked' && <Badge>{t`Revoked`}</Badge>}
          {apiKey.state === 'expired' && <Badge tone="warning">{t`Expired`}</Badge>}
        </p>
        <p className="text-13 text-fg-3">
          <Trans>
            Made by <bdi>{maker}</bdi>, <time dateTime={apiKey.created_at}>{moment(apiKey.created_at)}</time>
          </Trans>
        </p>
        <p className="text-13 text-fg-3" data-tooltip={apiKey.last_used_at ? exact(apiKey.last_used_at) : undefined}>
          {apiKey.last_used_at
            ? t`Last used ${moment(apiKey.last_used_at)} from ${apiKey.last_used_ip ?? '–'}`
            : t`Never used`}
          {apiKey.state === 'active' &&
            ` · ${apiKey.expires_at ? t`works until ${moment(apiKey.expires_at)}` : t`works until revoked`}`}
        </p>
        <ul aria-label={t`What it may do`} className="flex flex-wrap gap-1 pt-1">
          {apiKey.scopes.map((scope) => (
            <li key={scope}>
              <Badge tone="outline">
                <code dir="ltr" className="font-mono">
                  {scope}
                </code>
              </Badge>
            </li>
          ))}
        </ul>
      </div>
      {apiKey.state === 'active' && (
        <Button size="sm" busy={revoke.isPending} onClick={() => void ask()}>
          <Trans>Revoke…</Trans>
        </Button>
      )}
    </li>
  );
}
