// Connects a number by pasting a token: what it can reach is looked up, one number is chosen, and the rest is done step by step.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { ConnectChoose } from './connect-choose';
import { demoCredentials } from './demo-number';
import { SecretInput } from './secret-input';

const empty = { kind: 'meta' as 'meta' | 'simulator', access_token: '', app_secret: '', waba_id: '' };

export function ConnectPaste({ refusal, simulator }: { refusal: string | null; simulator: boolean }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [values, setValues] = useState(empty);
  const [asksAccount, setAsksAccount] = useState(false);
  const discover = useMutation(channel.discover(id));
  const problem = discover.error ? asProblem(discover.error) : null;
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (refusal !== null || discover.isPending || values.access_token.trim() === '') return;
    discover.mutate(
      {
        kind: values.kind,
        access_token: values.access_token.trim(),
        ...(values.app_secret.trim() !== '' && { app_secret: values.app_secret.trim() }),
        ...(values.waba_id.trim() !== '' && { waba_id: values.waba_id.trim() }),
      },
      // Tokens for all accounts name none: then the account is asked for.
      { onSuccess: (found) => setAsksAccount(found.accounts.length === 0) },
    );
  };
  const change = (next: Partial<typeof empty>) => {
    setValues({ ...values, ...next });
    discover.reset();
  };
  const pretend = useMutation({
    mutationFn: demoCredentials,
    onSuccess: ({ access_token, app_secret }) => change({ kind: 'simulator', access_token, app_secret }),
  });
  return (
    <>
      <SettingsSection
        title={t`Paste a token`}
        about={t`Accounts, numbers and the app are found by themselves. Nothing is stored before you choose.`}
      >
        <form noValidate onSubmit={look} className="flex flex-col gap-5">
          <Field
            label={t`Access token`}
            hint={t`Meta Business settings, System users: generate one that never expires, with whatsapp_business_messaging and whatsapp_business_management.`}
            error={problem?.field('/access_token')}
          >
            {(field) => (
              <SecretInput
                {...field}
                value={values.access_token}
                disabled={refusal !== null}
                onChange={(event) => change({ access_token: event.target.value, kind: 'meta' })}
              />
            )}
          </Field>
          <Field
            label={t`App secret`}
            hint={t`In the app’s dashboard: App settings, Basic. It proves that deliveries come from Meta.`}
            error={problem?.field('/app_secret')}
          >
            {(field) => (
              <SecretInput
                {...field}
                value={values.app_secret}
                disabled={refusal !== null}
                onChange={(event) => change({ app_secret: event.target.value })}
              />
            )}
          </Field>
          {(asksAccount || values.waba_id !== '') && (
            <Field
              label={t`WhatsApp Business Account id`}
              hint={t`The token does not say which accounts it is for. WhatsApp Manager shows the id below the account’s name.`}
              error={problem?.field('/waba_id')}
            >
              {(field) => (
                <Input
                  {...field}
                  dir="ltr"
                  inputMode="numeric"
                  className="font-mono text-13"
                  value={values.waba_id}
                  onChange={(event) => change({ waba_id: event.target.value })}
                />
              )}
            </Field>
          )}
          {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              icon={Search}
              variant={discover.data ? 'secondary' : 'primary'}
              busy={discover.isPending}
              disabledReason={refusal ?? (values.access_token.trim() === '' ? t`Paste the token first.` : null)}
              onClick={look}
            >
              <Trans>Find my numbers</Trans>
            </Button>
            {simulator && (
              <Button
                variant="ghost"
                busy={pretend.isPending}
                disabledReason={refusal}
                onClick={() => pretend.mutate()}
              >
                <Trans>Try it with the simulator’s token</Trans>
              </Button>
            )}
          </div>
        </form>
      </SettingsSection>
      {discover.data && discover.data.accounts.length > 0 && (
        <ConnectChoose found={discover.data} values={values} refusal={refusal} />
      )}
    </>
  );
}
