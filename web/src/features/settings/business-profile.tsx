// What contacts see about the business: picture, words, addresses. Kept at Meta, read and changed there.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Building2, Upload } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { channel, type ProfileChange } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { components } from '~/generated/api';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';

type Profile = components['schemas']['ChannelProfile'];

/** Meta's words for trades (Business profiles). */
const trades =
  'OTHER ALCOHOL APPAREL AUTO BEAUTY EDU ENTERTAIN EVENT_PLAN FINANCE GOVT GROCERY HEALTH HOTEL NONPROFIT ONLINE_GAMBLING PHYSICAL_GAMBLING PROF_SERVICES RESTAURANT RETAIL TRAVEL'.split(
    ' ',
  );

export function BusinessProfile({ refusal }: { refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const profile = useQuery(channel.profile(id));
  return (
    <SettingsSection title={t`Business profile`} about={t`What contacts see when they open your number in WhatsApp.`}>
      {profile.isPending && <Skeleton className="h-40" />}
      {profile.isError && (
        <div className="flex flex-col items-start gap-3">
          <ProblemNote problem={asProblem(profile.error)} />
          <Button onClick={() => void profile.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      )}
      {profile.data && <Form key={JSON.stringify(profile.data)} profile={profile.data} refusal={refusal} />}
    </SettingsSection>
  );
}

function Form({ profile, refusal }: { profile: Profile; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const start = {
    about: profile.about ?? '',
    description: profile.description ?? '',
    address: profile.address ?? '',
    email: profile.email ?? '',
    first: profile.websites[0] ?? '',
    second: profile.websites[1] ?? '',
    vertical: profile.vertical ?? 'OTHER',
  };
  const [values, setValues] = useState(start);
  const save = useMutation(channel.updateProfile(id));
  const problem = save.error ? asProblem(save.error) : null;
  const error = (name: string) => problem?.field(`/${name}`) ?? problem?.field(`/content/${name}`);
  const dirty = JSON.stringify(values) !== JSON.stringify(start);
  const bind = (name: keyof typeof start) => ({
    value: values[name],
    disabled: refusal !== null,
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!dirty || save.isPending || refusal !== null) return;
    save.mutate(changed(start, values), {
      onSuccess: () => toast({ tone: 'success', title: t`The profile is changed` }),
    });
  };
  const trade = (word: string) => word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <Picture url={profile.profile_picture_url ?? null} refusal={refusal} />
      <Field label={t`About`} hint={t`A line below the name, at most 139 characters.`} error={error('about')}>
        {(field) => <Input {...field} {...bind('about')} />}
      </Field>
      <Field label={t`Description`} hint={t`At most 512 characters.`} error={error('description')}>
        {(field) => <Textarea {...field} {...bind('description')} />}
      </Field>
      <Field label={t`Trade`} error={error('vertical')}>
        {(field) => (
          <Select
            {...field}
            value={values.vertical}
            disabled={refusal !== null}
            onChange={(vertical) => setValues({ ...values, vertical })}
            options={trades.map((value) => ({ value, label: trade(value) }))}
          />
        )}
      </Field>
      <Field label={t`Address`} error={error('address')}>
        {(field) => <Input {...field} {...bind('address')} />}
      </Field>
      <Field label={t`E-mail`} error={error('email')}>
        {(field) => <Input {...field} {...bind('email')} dir="ltr" inputMode="email" />}
      </Field>
      <Field label={t`Website`} error={error('websites/0') ?? error('websites')}>
        {(field) => <Input {...field} {...bind('first')} dir="ltr" inputMode="url" placeholder="https://" />}
      </Field>
      <Field label={t`Second website`} error={error('websites/1')}>
        {(field) => <Input {...field} {...bind('second')} dir="ltr" inputMode="url" placeholder="https://" />}
      </Field>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={save.isPending}
          disabledReason={refusal ?? (dirty ? null : t`Nothing is changed.`)}
          onClick={submit}
        >
          <Trans>Save profile</Trans>
        </Button>
        {dirty && (
          <Button variant="ghost" onClick={() => setValues(start)}>
            <Trans>Discard</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}

/** Only what is new: Meta leaves the rest as it is. */
function changed<Values extends Record<string, string> & { first: string; second: string }>(
  start: Values,
  values: Values,
): ProfileChange {
  const change: ProfileChange = {};
  for (const name of ['about', 'description', 'address', 'email', 'vertical'] as const)
    if (values[name] !== start[name]) change[name] = (values[name] ?? '').trim();
  if (values.first !== start.first || values.second !== start.second)
    change.websites = [values.first, values.second].map((one) => one.trim()).filter((one) => one !== '');
  return change;
}

function Picture({ url, refusal }: { url: string | null; refusal: string | null }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [broken, setBroken] = useState(false);
  const upload = useMutation(channel.updatePicture(id));
  const problem = upload.error ? asProblem(upload.error) : null;
  const shown = chosen ?? url;
  return (
    <div className="flex flex-wrap items-center gap-4">
      <span className="flex size-20 shrink-0 items-center justify-center overflow-hidden rounded-full bg-hover text-fg-3">
        {shown && !broken ? (
          <img
            src={shown}
            alt={t`What contacts see`}
            className="size-full object-cover"
            onError={() => setBroken(true)}
          />
        ) : (
          <Building2 aria-hidden="true" className="size-8" strokeWidth={1.5} />
        )}
      </span>
      <div className="flex min-w-0 flex-1 basis-48 flex-col items-start gap-1.5">
        <Button
          size="sm"
          icon={Upload}
          busy={upload.isPending}
          disabledReason={refusal}
          onClick={() => picker.current?.click()}
        >
          <Trans>Change picture</Trans>
        </Button>
        <p className="text-12 text-fg-3">
          <Trans>JPEG or PNG, square, at least 640 pixels wide.</Trans>
        </p>
        {problem && <p className="text-12 text-danger">{problem.field('/file') ?? problem.detail}</p>}
        <input
          ref={picker}
          type="file"
          accept="image/jpeg,image/png"
          aria-label={t`Profile picture`}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (!file) return;
            upload.mutate(file, {
              onSuccess: () => {
                setBroken(false);
                setChosen(URL.createObjectURL(file));
              },
            });
          }}
        />
      </div>
    </div>
  );
}
