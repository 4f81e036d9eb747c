// No number yet: try the simulator's with one press, or connect one of Meta's by pasting a token.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { account } from '~/api/account';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { ConnectForm } from './connect-form';
import { ConnectPaste } from './connect-paste';
import { demoNumber } from './demo-number';

export function ConnectChannel({ refusal }: { refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const system = useQuery(account.system());
  const [byHand, setByHand] = useState(false);
  const connect = useMutation(channel.connect(id));
  const subscribe = useMutation(channel.subscribe(id));
  // Without the subscription the simulated customers' messages would not arrive.
  const simulate = useMutation({
    mutationFn: async () => {
      const number = await demoNumber();
      await connect.mutateAsync(number);
      await subscribe.mutateAsync();
      await queryClient.invalidateQueries(channel.checks(id));
    },
  });
  return (
    <>
      {system.data?.simulator_enabled && (
        <SettingsSection title={t`Try it first`} about={t`No Meta account needed.`}>
          <div className="flex flex-wrap items-center gap-4 rounded-card border border-line bg-surface p-4">
            <FlaskConical aria-hidden="true" className="size-8 shrink-0 text-accent-text" strokeWidth={1.5} />
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-semibold">
                <Trans>Use the simulator</Trans>
              </p>
              <p className="text-13 text-fg-2">
                <Trans>
                  A pretend WhatsApp inside this server, with customers whose phones you hold. Nothing leaves the
                  server.
                </Trans>
              </p>
            </div>
            <Button
              variant="primary"
              busy={simulate.isPending}
              disabledReason={refusal}
              onClick={() => simulate.mutate()}
            >
              <Trans>Connect the demo number</Trans>
            </Button>
          </div>
          <ProblemNote problem={simulate.error ? asProblem(simulate.error) : null} />
        </SettingsSection>
      )}
      <ConnectPaste refusal={refusal} simulator={system.data?.simulator_enabled === true} />
      <details className="py-6" onToggle={(event) => setByHand(event.currentTarget.open)}>
        <summary className="cursor-pointer font-semibold text-14">
          <Trans>Enter the ids by hand instead</Trans>
        </summary>
        <div className="flex flex-col divide-y divide-line pt-4">{byHand && <ConnectForm refusal={refusal} />}</div>
      </details>
    </>
  );
}
