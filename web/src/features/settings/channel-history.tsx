// How far the history of the phone app has come. Shown once there is one.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { channelHistory } from '~/api/channel-history';
import { useWorkspace } from '~/api/current-workspace';
import type { ChannelHistory as History } from '~/api/schema';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';

export function ChannelHistory() {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const answer = useQuery(channelHistory.get(ws));
  const history = answer.data?.history;
  if (!history) return null;
  return (
    <SettingsSection
      title={t`History of the phone app`}
      about={t`Chats from before the number was connected, sent by WhatsApp once. They are added quietly: closed, read, without notifications.`}
    >
      <div className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
        <State history={history} />
        {history.state !== 'declined' && (
          <>
            <progress
              aria-label={t`Progress of the history`}
              max={100}
              value={history.progress}
              className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent"
            />
            <p className="flex flex-wrap gap-x-4 gap-y-1 text-13 text-fg-2">
              <span>
                <Plural value={history.message_count} one="# message" other="# messages" />
              </span>
              <span>
                <Plural value={history.file_count} one="# file" other="# files" />
              </span>
              <span>
                <Plural value={history.chunk_count} one="# piece" other="# pieces" />
              </span>
            </p>
          </>
        )}
      </div>
    </SettingsSection>
  );
}

function State({ history }: { history: History }) {
  const { t } = useLingui();
  const parts = [t`the last day`, t`up to 90 days back`, t`up to 180 days back`];
  switch (history.state) {
    case 'complete':
      return (
        <p className="flex items-center gap-2 font-medium text-14">
          <CircleCheck aria-hidden="true" className="size-4.5 text-success" strokeWidth={1.75} />
          <span>
            <Trans>Complete</Trans>{' '}
            <span className="font-normal text-13 text-fg-3">
              {history.finished_at && <Trans>since {moment(history.finished_at)}</Trans>}
            </span>
          </span>
        </p>
      );
    case 'running':
      return (
        <p className="flex items-center gap-2 font-medium text-14">
          <LoaderCircle aria-hidden="true" className="size-4.5 animate-spin text-accent-text" strokeWidth={1.75} />
          <Trans>
            {history.progress} % — {parts[history.phase] ?? parts[0]}
          </Trans>
        </p>
      );
    case 'declined':
      return (
        <div className="flex items-start gap-2 text-14">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-warning" strokeWidth={1.75} />
          <p>
            <span className="font-medium">
              <Trans>The history is not shared.</Trans>
            </span>{' '}
            <span className="text-13 text-fg-2">
              {history.error_code === 2_593_109
                ? t`It was switched off in the WhatsApp Business app while the number was connected. To share it, connect the number again and allow it there.`
                : t`WhatsApp gave the reason ${history.error_code ?? 0}.`}
            </span>
          </p>
        </div>
      );
  }
}
