// No number yet: try the simulator's with one press, or connect one of Meta's by its ids and token.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { account } from '~/api/account';
import { channel } from '~/api/channel';
import { authorizedFetch } from '~/api/client';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem, problemFrom } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { fields, list, text } from '~/whatsapp/read';
import { ConnectForm } from './connect-form';

export function ConnectChannel({ refusal }: { refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const system = useQuery(account.system());
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
      <ConnectForm refusal={refusal} />
    </>
  );
}

/** What the simulator's first business wants to be connected with. */
async function demoNumber() {
  const businesses = list(fields(await ask('/simulator/control/businesses')).businesses);
  const business = text(fields(businesses[0]).id) ?? '';
  const given = fields(await ask(`/simulator/control/businesses/${encodeURIComponent(business)}/credentials`));
  return {
    kind: 'simulator' as const,
    phone_number_id: text(list(given.phone_number_ids)[0]) ?? '',
    waba_id: text(given.waba_id) ?? business,
    access_token: text(given.access_token) ?? '',
    app: {
      app_id: text(given.app_id) ?? '',
      app_secret: text(given.app_secret) ?? '',
      verify_token: text(given.verify_token) ?? '',
    },
  };
}

async function ask(path: string): Promise<unknown> {
  const response = await authorizedFetch(new Request(new URL(path, location.origin)));
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response, body);
  return body;
}
