// Forms of messages without an action: a place, contact cards, a file by address, a sticker.
import { useLingui } from '@lingui/react/macro';
import type { FileKind } from '~/api/limits';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Switch } from '~/ui/switch';
import { Choice, NumberField, TextField } from './controls';
import { emptyPerson } from './empty';
import { FileField } from './file-field';
import { useForm } from './form';
import { Repeat } from './repeat';
import { useLimit } from './use-limit';

export function PlaceForm() {
  const { t } = useLingui();
  return (
    <>
      <TextField pointer="/location/name" label={t`Name (optional)`} optional="/location/name" autoFocus />
      <TextField pointer="/location/address" label={t`Address (optional)`} optional="/location/address" />
      <div className="grid grid-cols-2 gap-3">
        <NumberField pointer="/location/latitude" label={t`Latitude`} placeholder="19.43261" />
        <NumberField pointer="/location/longitude" label={t`Longitude`} placeholder="-99.13321" />
      </div>
    </>
  );
}

export function ContactsForm() {
  const { t } = useLingui();
  const limit = useLimit();
  return (
    <Repeat
      pointer="/contacts"
      name={(place) => t`Contact ${place + 1}`}
      addLabel={t`Add a contact`}
      least={1}
      most={limit('contacts.cards')}
      make={emptyPerson}
    >
      {(pointer) => <Person pointer={pointer} />}
    </Repeat>
  );
}

function Person({ pointer }: { pointer: string }) {
  const { t } = useLingui();
  const form = useForm();
  const first = form.text(`${pointer}/name/first_name`);
  const last = form.text(`${pointer}/name/last_name`);
  const rename = (key: 'first_name' | 'last_name', next: string) => {
    const names = { first_name: first, last_name: last, [key]: next };
    form.setAll([
      [`${pointer}/name/${key}`, next === '' && key === 'last_name' ? undefined : next],
      [`${pointer}/name/formatted_name`, `${names.first_name} ${names.last_name}`.trim()],
    ]);
  };
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <NameField
        label={t`First name`}
        value={first}
        onChange={(next) => rename('first_name', next)}
        pointer={`${pointer}/name/formatted_name`}
      />
      <NameField
        label={t`Last name (optional)`}
        value={last}
        onChange={(next) => rename('last_name', next)}
        pointer={`${pointer}/name/last_name`}
      />
      <TextField
        pointer={`${pointer}/phones/0/phone`}
        label={t`Phone`}
        code
        inputMode="tel"
        placeholder="+52 1 55 1234 5678"
        optional={`${pointer}/phones`}
      />
      <TextField
        pointer={`${pointer}/emails/0/email`}
        label={t`E-mail (optional)`}
        code
        inputMode="email"
        optional={`${pointer}/emails`}
      />
      <TextField pointer={`${pointer}/org/company`} label={t`Company (optional)`} optional={`${pointer}/org`} />
      <TextField
        pointer={`${pointer}/urls/0/url`}
        label={t`Web page (optional)`}
        code
        inputMode="url"
        placeholder="https://"
        optional={`${pointer}/urls`}
      />
    </div>
  );
}

function NameField({
  label,
  value,
  pointer,
  onChange,
}: {
  label: string;
  value: string;
  pointer: string;
  onChange: (next: string) => void;
}) {
  const form = useForm();
  return (
    <Field label={label} error={form.fault(pointer)}>
      {(control) => (
        <Input
          {...control}
          data-pointer={pointer}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => form.touch(pointer)}
        />
      )}
    </Field>
  );
}

const fileKinds: readonly FileKind[] = ['image', 'video', 'audio', 'document', 'sticker'];

export function FileForm() {
  const { t } = useLingui();
  const form = useForm();
  const kind = fileKinds.find((one) => one === form.content.type) ?? 'image';
  const names: Record<FileKind, string> = {
    image: t`Picture`,
    video: t`Video`,
    audio: t`Sound`,
    document: t`Document`,
    sticker: t`Sticker`,
  };
  const pointer = `/${kind}`;
  return (
    <>
      <Choice
        label={t`Kind of file`}
        value={kind}
        options={fileKinds.map((value) => ({ value, label: names[value] }))}
        onChange={(next) =>
          form.setAll([
            [pointer, undefined],
            ['/type', next],
            [`/${next}`, {}],
          ])
        }
      />
      <FileField key={kind} pointer={pointer} kind={kind} label={names[kind]} />
      {kind === 'audio' && (
        <Switch
          label={t`Show as a voice message`}
          hint={t`Needs OGG with Opus, mono.`}
          checked={form.text('/audio/voice') === 'true' || Reflect.get(Object(form.content.audio), 'voice') === true}
          onChange={(on) => form.set('/audio/voice', on ? true : undefined)}
        />
      )}
      {kind === 'document' && (
        <TextField pointer="/document/filename" label={t`File name (optional)`} optional="/document/filename" />
      )}
      {kind !== 'audio' && kind !== 'sticker' && (
        <TextField
          pointer={`${pointer}/caption`}
          label={t`Caption (optional)`}
          limit="media.caption"
          optional={`${pointer}/caption`}
          long
        />
      )}
    </>
  );
}
