// The numbers a token can reach, one to be chosen; then connected, subscribed, registered and checked, each step seen.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Check, Circle, CircleAlert, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import type { components } from '~/generated/api';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { toast } from '~/ui/toast';
import { qualityTone, statusTone } from './channel-status';

type Discovery = components['schemas']['DiscoveryView'];
type Account = components['schemas']['DiscoveredAccount'];
type Number = components['schemas']['DiscoveredNumber'];

interface Props {
  found: Discovery;
  values: { kind: 'meta' | 'simulator'; access_token: string; app_secret: string };
  refusal: string | null;
}

type Step = 'connect' | 'register' | 'subscribe' | 'check';

export function ConnectChoose({ found, values, refusal }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const numbers = found.accounts.flatMap((account) => account.numbers.map((number) => ({ account, number })));
  const usable = numbers.filter(({ number }) => !number.connected_elsewhere);
  const [chosen, setChosen] = useState(usable.length === 1 ? usable[0]?.number.phone_number_id : undefined);
  const [pin, setPin] = useState('');
  const [step, setStep] = useState<Step | null>(null);
  const picked = numbers.find(({ number }) => number.phone_number_id === chosen);
  const registers = picked?.number.needs_registration === true;
  const connect = useMutation(channel.connect(id));
  const register = useMutation(channel.register(id));
  const subscribe = useMutation(channel.subscribe(id));
  const whole = useMutation({
    mutationFn: async ({ account, number }: { account: Account; number: Number }) => {
      setStep('connect');
      await connect.mutateAsync({
        kind: values.kind,
        phone_number_id: number.phone_number_id,
        waba_id: account.waba_id,
        access_token: values.access_token.trim(),
        app: { app_id: found.app?.app_id ?? '', app_secret: values.app_secret.trim(), verify_token: randomWord() },
      });
      if (number.needs_registration) {
        setStep('register');
        await register.mutateAsync(pin);
      }
      setStep('subscribe');
      await subscribe.mutateAsync();
      setStep('check');
      await queryClient.invalidateQueries({ queryKey: ['channel', id] });
    },
    // Once the number is stored its own page stands here, and the doctor on it says how to go on.
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const why =
    refusal ??
    (picked === undefined
      ? t`Choose a number first.`
      : values.app_secret.trim() === ''
        ? t`Paste the app secret above first.`
        : found.token.missing_scopes.length > 0
          ? t`The token lacks permissions.`
          : registers && !/^\d{6}$/.test(pin)
            ? t`Write the six digits of the PIN.`
            : null);
  return (
    <SettingsSection title={t`Choose the number`} about={t`One workspace answers on one number.`}>
      <About found={found} />
      <div role="radiogroup" aria-label={t`Numbers`} className="flex flex-col gap-4">
        {found.accounts.map((account) => (
          <section key={account.waba_id} className="flex flex-col gap-2">
            <h3 className="flex flex-wrap items-baseline gap-2 font-semibold text-13">
              <bdi>{account.name ?? t`Account`}</bdi>
              <code dir="ltr" className="font-mono text-11 text-fg-3">
                {account.waba_id}
              </code>
            </h3>
            {account.problem && <p className="text-13 text-danger">{account.problem}</p>}
            {account.numbers.length === 0 && !account.problem && (
              <p className="text-13 text-fg-3">
                <Trans>It has no number yet. Add one in WhatsApp Manager, then look again.</Trans>
              </p>
            )}
            {account.numbers.map((number) => (
              <Choice
                key={number.phone_number_id}
                number={number}
                chosen={number.phone_number_id === chosen}
                onChoose={() => setChosen(number.phone_number_id)}
              />
            ))}
          </section>
        ))}
      </div>
      {registers && (
        <Field
          label={t`Two-step PIN`}
          hint={t`Six digits: the number’s PIN, or a new one if it has none. Keep it safe, Meta never shows it.`}
          error={register.error ? asProblem(register.error).detail : null}
        >
          {(field) => (
            <Input
              {...field}
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              value={pin}
              onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, ''))}
              className="max-w-36 font-mono"
            />
          )}
        </Field>
      )}
      <div>
        <Button
          variant="primary"
          busy={whole.isPending}
          disabledReason={why}
          onClick={() => picked && whole.mutate(picked)}
        >
          <Trans>Connect this number</Trans>
        </Button>
      </div>
      {step && <Steps current={step} registers={registers} failed={whole.isError} />}
      <ProblemNote problem={whole.error ? asProblem(whole.error) : null} />
    </SettingsSection>
  );
}

function About({ found: { app, token } }: { found: Discovery }) {
  return (
    <div className="flex flex-col gap-1 text-13 text-fg-2">
      {app && (
        <p>
          <Trans>
            The token belongs to the app <bdi className="font-medium text-fg">{app.name ?? app.app_id}</bdi>.
          </Trans>
        </p>
      )}
      {token.expires_at && (
        <p className="text-warning">
          <Trans>It ends on {moment(token.expires_at)}. A system user’s token that never ends is safer.</Trans>
        </p>
      )}
      {token.missing_scopes.length > 0 && (
        <p className="text-danger">
          <Trans>
            It lacks <code className="font-mono">{token.missing_scopes.join(', ')}</code>: make a new one with both
            permissions.
          </Trans>
        </p>
      )}
    </div>
  );
}

function Choice({ number, chosen, onChoose }: { number: Number; chosen: boolean; onChoose: () => void }) {
  const { t } = useLingui();
  const taken = number.connected_elsewhere;
  return (
    <label
      className={`flex items-center gap-3 rounded-card border p-3 ${chosen ? 'border-accent bg-selected' : 'border-line bg-surface'} ${taken ? 'opacity-60' : 'cursor-pointer hover:bg-hover'}`}
    >
      <input
        type="radio"
        name="number"
        checked={chosen}
        disabled={taken}
        onChange={onChoose}
        className="size-4 shrink-0 accent-(--color-accent)"
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-14">
          <bdi>{number.verified_name || t`Name not known`}</bdi>
        </span>
        <span dir="ltr" className="block truncate text-start text-13 text-fg-2">
          {number.display_phone_number}
        </span>
        {taken && <span className="block text-12 text-fg-3">{t`Connected in another workspace.`}</span>}
        {number.connected_here && <span className="block text-12 text-fg-3">{t`It was connected here before.`}</span>}
        {number.is_on_biz_app && <span className="block text-12 text-fg-3">{t`Also used in the phone app.`}</span>}
      </span>
      <span className="flex shrink-0 flex-wrap justify-end gap-1">
        {number.is_test && <Badge tone="outline">{t`Test number`}</Badge>}
        {number.needs_registration && <Badge tone="warning">{t`Not registered`}</Badge>}
        {number.quality_rating !== 'UNKNOWN' && (
          <Badge tone={qualityTone(number.quality_rating)}>{spoken(number.quality_rating)}</Badge>
        )}
        <Badge tone={statusTone(number.status)}>{spoken(number.status)}</Badge>
      </span>
    </label>
  );
}

const spoken = (word: string) => word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');

function Steps({ current, registers, failed }: { current: Step; registers: boolean; failed: boolean }) {
  const { t } = useLingui();
  const steps: [Step, string][] = [
    ['connect', t`Store the secrets, once Meta confirms them`],
    ...(registers ? ([['register', t`Register the number`]] satisfies [Step, string][]) : []),
    ['subscribe', t`Tell Meta where to deliver`],
    ['check', t`Check everything`],
  ];
  const at = steps.findIndex(([step]) => step === current);
  return (
    <ol aria-live="polite" className="flex flex-col gap-1.5 text-13">
      {steps.map(([step, name], index) => {
        const done = index < at;
        const Icon = done ? Check : index > at ? Circle : failed ? CircleAlert : LoaderCircle;
        return (
          <li key={step} className={`flex items-center gap-2 ${index > at ? 'text-fg-3' : ''}`}>
            <Icon
              aria-hidden="true"
              className={`size-4 shrink-0 ${done ? 'text-success' : index === at && failed ? 'text-danger' : ''} ${index === at && !failed ? 'animate-spin motion-reduce:animate-none' : ''}`}
            />
            {name}
          </li>
        );
      })}
    </ol>
  );
}

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => (byte % 36).toString(36)).join('');
}
