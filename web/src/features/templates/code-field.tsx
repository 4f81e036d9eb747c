// Authentication: Meta writes the words; what is chosen is the warning, the life of the code and how it gets into the app.
import { useLingui } from '@lingui/react/macro';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';
import { useForm } from './context';
import type { Draft, OtpKind } from './draft';
import { useTemplateLimits } from './limits';
import { Count } from './words-field';

export function CodeField({ code, onChange }: { code: Draft['code']; onChange: (code: Draft['code']) => void }) {
  const { t } = useLingui();
  const { error, locked } = useForm();
  const limits = useTemplateLimits();
  const box = (key: 'minutes' | 'label' | 'app' | 'hash') => ({
    value: code[key],
    disabled: locked !== null,
    onChange: (event: { target: { value: string } }) => onChange({ ...code, [key]: event.target.value }),
  });
  const ways: { value: OtpKind; label: string; note: string }[] = [
    { value: 'COPY_CODE', label: t`Copy the code`, note: t`A button copies it; it works everywhere.` },
    { value: 'ONE_TAP', label: t`Fill in with one tap`, note: t`Android apps only.` },
    { value: 'ZERO_TAP', label: t`Fill in by itself`, note: t`Android apps only; people must expect it.` },
  ];
  const at = 'buttons/buttons/0';
  return (
    <>
      <p className="text-13 text-fg-2">{t`Meta writes the words of authentication templates itself, in every language.`}</p>
      <Switch
        checked={code.warn}
        onChange={(warn) => onChange({ ...code, warn })}
        label={t`Warn not to share the code`}
        disabled={locked !== null}
      />
      <Field
        label={t`The code works for (minutes)`}
        hint={t`1 to 90; empty says nothing about it.`}
        error={error('footer/code_expiration_minutes')}
      >
        {(field) => <Input {...field} {...box('minutes')} dir="ltr" inputMode="numeric" className="max-w-32" />}
      </Field>
      <Field label={t`How the code gets into the app`} error={error(`${at}/otp_type`)}>
        {(field) => (
          <Select
            {...field}
            value={code.kind}
            disabled={locked !== null}
            onChange={(kind) => onChange({ ...code, kind })}
            options={ways}
          />
        )}
      </Field>
      <Field label={t`Label of the button`} hint={t`Empty: Meta’s own words.`} error={error(`${at}/text`)}>
        {(field) => (
          <div className="flex items-center">
            <Input {...field} {...box('label')} placeholder={t`Copy code`} />
            <Count text={code.label} most={limits.buttonText} />
          </div>
        )}
      </Field>
      {code.kind !== 'COPY_CODE' && (
        <>
          <Field label={t`Package of the Android app`} error={error(`${at}/supported_apps`)}>
            {(field) => (
              <Input {...field} {...box('app')} dir="ltr" placeholder="com.example.app" className="font-mono" />
            )}
          </Field>
          <Field label={t`Hash of its signing key`} hint={t`11 characters.`}>
            {(field) => <Input {...field} {...box('hash')} dir="ltr" className="font-mono" />}
          </Field>
        </>
      )}
      {code.kind === 'ZERO_TAP' && (
        <>
          <Switch
            checked={code.terms}
            onChange={(terms) => onChange({ ...code, terms })}
            label={t`People expect the code to be filled in by itself`}
            hint={t`Meta’s terms for zero-tap ask for your word on this.`}
            disabled={locked !== null}
          />
          {error(`${at}/zero_tap_terms_accepted`) && (
            <p role="alert" className="text-12 text-danger">
              {error(`${at}/zero_tap_terms_accepted`)}
            </p>
          )}
        </>
      )}
    </>
  );
}
