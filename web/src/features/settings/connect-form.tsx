// Connects a number of Meta's by token: each box says where its value is found.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Dices } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { SecretInput } from './secret-input';

const empty = { phone_number_id: '', waba_id: '', access_token: '', app_id: '', app_secret: '', verify_token: '' };
type Values = typeof empty;
type Name = keyof Values;

const pointers: { [name in Name]: string } = {
  phone_number_id: '/phone_number_id',
  waba_id: '/waba_id',
  access_token: '/access_token',
  app_id: '/app/app_id',
  app_secret: '/app/app_secret',
  verify_token: '/app/verify_token',
};

export function ConnectForm({ refusal }: { refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(empty);
  const [missing, setMissing] = useState<Partial<Record<Name, string>>>({});
  const connect = useMutation(channel.connect(id));
  const problem = connect.error ? asProblem(connect.error) : null;
  const locked = refusal !== null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (locked || connect.isPending) return;
    const { faults, first } = check(values, t`Fill this in.`, t`Only digits.`);
    setMissing(faults);
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const { app_id, app_secret, verify_token, ...rest } = trimmed(values);
    connect.mutate({ kind: 'meta', ...rest, app: { app_id, app_secret, verify_token } });
  };
  const bind = (name: Name) => ({
    name,
    disabled: locked,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const error = (name: Name) => missing[name] ?? problem?.field(pointers[name]);

  return (
    <form ref={form} noValidate onSubmit={submit} className="contents">
      <SettingsSection title={t`The number`} about={t`In Meta’s app dashboard: WhatsApp, API setup.`}>
        <Field
          label={t`Phone number id`}
          hint={t`The long number below “From”, not the telephone number.`}
          error={error('phone_number_id')}
        >
          {(field) => (
            <Input
              {...field}
              {...bind('phone_number_id')}
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              placeholder="106540352242922"
              className="font-mono text-13"
            />
          )}
        </Field>
        <Field label={t`WhatsApp Business Account id`} hint={t`Beside it on the same page.`} error={error('waba_id')}>
          {(field) => (
            <Input
              {...field}
              {...bind('waba_id')}
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              placeholder="102290129340398"
              className="font-mono text-13"
            />
          )}
        </Field>
        <Field
          label={t`Access token`}
          hint={t`Business settings, System users: generate one that never expires, with whatsapp_business_messaging and whatsapp_business_management.`}
          error={error('access_token')}
        >
          {(field) => <SecretInput {...field} {...bind('access_token')} />}
        </Field>
      </SettingsSection>
      <SettingsSection title={t`The Meta app`} about={t`In Meta’s app dashboard: App settings, Basic.`}>
        <Field label={t`App id`} error={error('app_id')}>
          {(field) => (
            <Input
              {...field}
              {...bind('app_id')}
              dir="ltr"
              inputMode="numeric"
              autoComplete="off"
              className="font-mono text-13"
            />
          )}
        </Field>
        <Field
          label={t`App secret`}
          hint={t`Proves that deliveries come from Meta. 32 letters and digits.`}
          error={error('app_secret')}
        >
          {(field) => <SecretInput {...field} {...bind('app_secret')} />}
        </Field>
        <Field
          label={t`Verify token`}
          hint={t`A word of your own; you paste the same one into Meta’s webhook page.`}
          error={error('verify_token')}
        >
          {(field) => (
            <div className="flex gap-2">
              <div className="min-w-0 flex-1">
                <SecretInput {...field} {...bind('verify_token')} />
              </div>
              <Button
                icon={Dices}
                disabledReason={refusal}
                className="h-9 coarse:h-11"
                onClick={() => setValues({ ...values, verify_token: randomWord() })}
              >
                <Trans>Make one</Trans>
              </Button>
            </div>
          )}
        </Field>
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        <div>
          <Button type="submit" variant="primary" busy={connect.isPending} disabledReason={refusal} onClick={submit}>
            <Trans>Connect number</Trans>
          </Button>
        </div>
      </SettingsSection>
    </form>
  );
}

function check(
  values: Values,
  empty: string,
  digits: string,
): { faults: Partial<Record<Name, string>>; first: Name | null } {
  const faults: Partial<Record<Name, string>> = {};
  let first: Name | null = null;
  const names: Name[] = ['phone_number_id', 'waba_id', 'access_token', 'app_id', 'app_secret', 'verify_token'];
  for (const name of names) {
    const value = values[name].trim();
    const isId = name === 'phone_number_id' || name === 'waba_id' || name === 'app_id';
    const fault = value === '' ? empty : isId && !/^\d+$/.test(value) ? digits : null;
    if (fault === null) continue;
    faults[name] = fault;
    first ??= name;
  }
  return { faults, first };
}

function trimmed(values: Values): Values {
  const { phone_number_id, waba_id, access_token, app_id, app_secret, verify_token } = values;
  return {
    phone_number_id: phone_number_id.trim(),
    waba_id: waba_id.trim(),
    access_token: access_token.trim(),
    app_id: app_id.trim(),
    app_secret: app_secret.trim(),
    verify_token: verify_token.trim(),
  };
}

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => (byte % 36).toString(36)).join('');
}
