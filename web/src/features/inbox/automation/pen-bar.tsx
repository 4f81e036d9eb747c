// In the head of a thread: who holds the pen, with the flow and the step, and the way to take it or give it back.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Bot, ChevronDown, CirclePause, Hand, Play, Smartphone, UserRound } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { Pen } from '~/api/pen';
import type { Conversation } from '~/api/schema';
import { type Command, useCommands } from '~/layouts/commands';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { usePenActions } from './use-pen-actions';

export default function PenBar({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const actions = usePenActions(conversation);
  const { pen, refusal, busy } = actions;
  usePenCommand(actions.toggle.bind(actions));
  if (pen.kind === 'none') return null;
  return (
    <div
      role="group"
      aria-label={t`Who answers`}
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface px-3 py-1 text-12"
    >
      <Holder pen={pen} />
      <div className="ms-auto flex items-center gap-1">
        {pen.kind === 'bot' && (
          <Button
            size="sm"
            icon={Hand}
            busy={busy}
            disabledReason={refusal}
            aria-keyshortcuts="P"
            onClick={() => actions.takeOver()}
          >
            <Trans>Take over</Trans>
          </Button>
        )}
        {pen.kind !== 'bot' && pen.run && (
          <Button
            size="sm"
            icon={Play}
            busy={busy}
            disabledReason={refusal}
            aria-keyshortcuts="P"
            onClick={actions.resume}
          >
            <Trans>Resume automation</Trans>
          </Button>
        )}
        {pen.kind !== 'bot' && !pen.run && (
          <Button
            size="sm"
            variant="ghost"
            busy={busy}
            disabledReason={refusal}
            aria-keyshortcuts="P"
            data-tooltip={t`Messages may start flows again`}
            onClick={actions.release}
          >
            <Trans>Release</Trans>
          </Button>
        )}
        {pen.run && <MoreMenu actions={actions} />}
      </div>
    </div>
  );
}

function MoreMenu({ actions }: { actions: ReturnType<typeof usePenActions> }) {
  const { t } = useLingui();
  const { pen, refusal } = actions;
  const stop = async () => {
    const sure = await confirm({
      title: t`End this run of ${pen.run?.flow.name ?? ''}?`,
      body: t`It sends nothing more and does not go on. What it already sent stays.`,
      action: t`End the run`,
    });
    if (sure) actions.stop();
  };
  const entries: MenuEntry[] = [
    ...(pen.kind === 'bot'
      ? []
      : [
          {
            kind: 'item' as const,
            id: 'release',
            label: t`Release without resuming`,
            icon: Hand,
            disabledReason: refusal,
            onSelect: actions.release,
          },
        ]),
    {
      kind: 'item',
      id: 'stop',
      label: t`End the run…`,
      icon: CirclePause,
      tone: 'danger',
      disabledReason: refusal,
      onSelect: () => void stop(),
    },
  ];
  return (
    <Menu
      label={t`More about automation`}
      align="end"
      entries={entries}
      trigger={(props) => <IconButton icon={ChevronDown} size="sm" label={t`More about automation`} {...props} />}
    />
  );
}

/** Flow and step lead to the run, so that what automation does can be looked into. */
function Holder({ pen }: { pen: Pen }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { run } = pen;
  const names = {
    bot: t`Automation answers`,
    human: t`Your team answers`,
    phone_app: t`Answered on the phone`,
    none: '',
  };
  const icons = { bot: Bot, human: UserRound, phone_app: Smartphone, none: Bot };
  return (
    <>
      <Badge tone={pen.kind === 'bot' ? 'accent' : 'neutral'} icon={icons[pen.kind]}>
        {names[pen.kind]}
      </Badge>
      {run && (
        <Link
          to="/w/$ws/runs/$run"
          params={{ ws, run: run.id }}
          className="min-w-0 truncate rounded-badge text-fg-2 underline-offset-2 hover:text-fg hover:underline"
        >
          <bdi className="font-medium">{run.flow.name}</bdi>
          {run.step !== null && (
            <>
              {' · '}
              <Trans>step {run.step}</Trans>
            </>
          )}
          {pen.kind !== 'bot' && (
            <>
              {' · '}
              <Trans>paused</Trans>
            </>
          )}
        </Link>
      )}
    </>
  );
}

function usePenCommand(toggle: () => void): void {
  const { t } = useLingui();
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'pen',
        label: t`Take over from automation, or give back`,
        scope: 'thread',
        keys: ['p'],
        run: () => latest.current(),
      },
    ],
    [t],
  );
  useCommands(commands);
}
