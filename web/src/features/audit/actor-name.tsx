// Who did it: a person, a program, or the system itself; never by colour alone.
import { useLingui } from '@lingui/react/macro';
import { Bot, KeyRound, Settings2, UserRound } from 'lucide-react';
import type { AuditEntry } from './audit-page';

const icons: Record<string, typeof UserRound> = {
  user: UserRound,
  api: KeyRound,
  api_key: KeyRound,
  flow: Bot,
  system: Settings2,
};

export function ActorName({ actor }: { actor: AuditEntry['actor'] }) {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    user: t`Somebody`,
    api: t`API`,
    api_key: t`API key`,
    flow: t`Automation`,
    system: t`System`,
  };
  const Icon = icons[actor.kind] ?? Settings2;
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1.5">
      <Icon
        role="img"
        aria-label={kinds[actor.kind] ?? actor.kind}
        className="size-4 shrink-0 text-fg-3"
        strokeWidth={1.75}
      />
      <bdi className="truncate">{actor.api_key?.name ?? actor.name ?? kinds[actor.kind] ?? actor.kind}</bdi>
    </span>
  );
}
