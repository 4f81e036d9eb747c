// Settings of notifications: what one is told × in which way.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type NotificationKind, type NotificationPreferences, notifications } from '~/api/notifications';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { chime, desktopState } from '~/layouts/notification-effects';
import { useNotificationKinds } from '~/layouts/notification-words';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

type Way = keyof NotificationPreferences[NotificationKind];

export default function NotificationsSettingsPage() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const wishes = useQuery(notifications.preferences(id));
  const kinds = useNotificationKinds();
  const change = useMutation({
    ...notifications.setPreferences(id),
    onSuccess: () => toast({ title: t`Saved`, tone: 'success', timeout: 1500 }),
  });
  const ways: { way: Way; name: string }[] = [
    { way: 'app', name: t`In the list` },
    { way: 'desktop', name: t`Desktop` },
    { way: 'sound', name: t`Sound` },
  ];
  const set = (kind: NotificationKind, way: Way, on: boolean) => {
    if (wishes.data) change.mutate({ ...wishes.data, [kind]: { ...wishes.data[kind], [way]: on } });
  };
  return (
    <SettingsPage
      title={t`Notifications`}
      intro={t`What you are told in this workspace, and how. What is not in the list behind the bell is not told in any other way.`}
    >
      <div className="flex flex-col gap-6">
        {wishes.isPending && <Skeleton className="h-60" />}
        {wishes.isError && <ProblemNote problem={asProblem(wishes.error)} />}
        {change.error && <ProblemNote problem={asProblem(change.error)} />}
        {wishes.data && (
          <div className="overflow-x-auto rounded-card border border-line bg-surface">
            <table className="w-full text-14">
              <thead>
                <tr className="border-line border-b text-12 text-fg-3">
                  <th scope="col" className="px-4 py-2 text-start font-medium">
                    <Trans>Tell me about</Trans>
                  </th>
                  {ways.map(({ way, name }) => (
                    <th key={way} scope="col" className="whitespace-nowrap px-1 py-2 text-center font-medium md:px-2">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {kinds.map(({ kind, name, about }) => (
                  <tr key={kind}>
                    <th scope="row" className="px-4 py-2.5 text-start font-normal">
                      <span className="block font-medium">{name}</span>
                      <span className="block text-12 text-fg-3">{about}</span>
                    </th>
                    {ways.map(({ way, name: wayName }) => (
                      <td key={way} className="px-2 text-center">
                        <label className="inline-flex size-11 cursor-pointer items-center justify-center">
                          <input
                            type="checkbox"
                            aria-label={`${name}: ${wayName}`}
                            checked={wishes.data[kind][way] && (way === 'app' || wishes.data[kind].app)}
                            disabled={way !== 'app' && !wishes.data[kind].app}
                            onChange={(event) => set(kind, way, event.target.checked)}
                            className="size-4 accent-accent"
                          />
                        </label>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <DesktopState />
        <div>
          <Button icon={Volume2} onClick={chime}>
            <Trans>Hear the sound</Trans>
          </Button>
        </div>
      </div>
    </SettingsPage>
  );
}

function DesktopState() {
  const [state, setState] = useState(desktopState);
  if (state === 'granted') {
    return (
      <p className="text-13 text-fg-2">
        <Trans>This browser may show notifications on the desktop.</Trans>
      </p>
    );
  }
  if (state === 'default') {
    return (
      <div className="flex flex-wrap items-center gap-3 text-13 text-fg-2">
        <p>
          <Trans>This browser does not show notifications on the desktop yet.</Trans>
        </p>
        <Button onClick={() => void window.Notification.requestPermission().then(() => setState(desktopState()))}>
          <Trans>Turn on</Trans>
        </Button>
      </div>
    );
  }
  return (
    <p className="text-13 text-fg-2">
      {state === 'denied' ? (
        <Trans>This browser was told not to show notifications here. You can allow them in its site settings.</Trans>
      ) : (
        <Trans>This browser cannot show notifications on the desktop.</Trans>
      )}
    </p>
  );
}
