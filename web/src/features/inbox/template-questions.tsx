// The questions of a template as fields: words, files, places, codes; a carousel's cards one after the other.
import { Trans, useLingui } from '@lingui/react/macro';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { NumberField, TextField } from './compose/controls';
import { FileField } from './compose/file-field';
import { useForm } from './compose/form';
import type { TemplateField } from './template-fields';

export function TemplateQuestions({ fields }: { fields: readonly TemplateField[] }) {
  const { t } = useLingui();
  const asked = fields.filter((field) => !field.mirrors);
  const needed = asked.filter((field) => !field.optional);
  const extra = asked.filter((field) => field.optional);
  const cards = [...new Set(needed.flatMap((field) => field.card ?? []))];
  const own = needed.filter((field) => field.card === undefined);
  return (
    <>
      <Group fields={own} />
      {cards.map((card) => (
        <fieldset key={card} className="flex flex-col gap-3 rounded-card border border-line p-3">
          <legend className="px-1 font-semibold text-13">{t`Card ${card + 1}`}</legend>
          <Group fields={needed.filter((field) => field.card === card)} />
        </fieldset>
      ))}
      {extra.length > 0 && (
        <details className="text-13">
          <summary className="w-fit rounded-badge font-medium text-fg-2">
            <Trans>Optional values of the buttons</Trans>
          </summary>
          <div className="pt-3">
            <Group fields={extra} />
          </div>
        </details>
      )}
    </>
  );
}

function Group({ fields }: { fields: readonly TemplateField[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      {fields.map((field) => (
        <Question key={field.key} field={field} />
      ))}
    </div>
  );
}

function Question({ field }: { field: TemplateField }) {
  const { t } = useLingui();
  const { name, button = '' } = field;
  const pointer = `/${field.key}`;
  switch (field.kind) {
    case 'image':
      return <FileField pointer={pointer} kind="image" label={t`Picture`} />;
    case 'video':
    case 'gif':
      return <FileField pointer={pointer} kind="video" label={t`Video`} />;
    case 'document':
      return <FileField pointer={pointer} kind="document" label={t`Document`} />;
    case 'location':
      return (
        <div className="grid grid-cols-2 gap-3 lg:col-span-2">
          <TextField pointer={`${pointer}/name`} label={t`Name of the place`} />
          <TextField pointer={`${pointer}/address`} label={t`Address`} />
          <NumberField pointer={`${pointer}/latitude`} label={t`Latitude`} placeholder="19.43261" />
          <NumberField pointer={`${pointer}/longitude`} label={t`Longitude`} placeholder="-99.13321" />
        </div>
      );
    case 'product':
      return field.place === 'header' ? (
        <div className="grid grid-cols-2 gap-3 lg:col-span-2">
          <TextField pointer={`${pointer}/catalog_id`} label={t`Catalogue id`} code />
          <TextField pointer={`${pointer}/product_retailer_id`} label={t`Product id`} code />
        </div>
      ) : (
        <TextField pointer={pointer} label={t`Product on the picture`} code />
      );
    case 'end':
      return <EndField pointer={pointer} />;
    case 'text':
      return (
        <TextField
          pointer={pointer}
          label={field.place === 'header' ? t`Header ${name}` : t`Variable ${name}`}
          placeholder={field.example}
        />
      );
    case 'url':
      return <TextField pointer={pointer} label={t`End of the link of “${button}”`} placeholder={field.example} code />;
    case 'code':
      return (
        <TextField
          pointer={pointer}
          label={t`Code to copy`}
          limit="template.coupon_code"
          placeholder={field.example}
          code
        />
      );
    case 'payload':
      return <TextField pointer={pointer} label={t`Answer of “${button}”`} placeholder={field.example} code />;
    case 'flow_token':
      return <TextField pointer={pointer} label={t`Flow token of “${button}”`} placeholder={field.example} code />;
    case 'products':
      return (
        <TextField
          pointer={pointer}
          label={t`Products behind “${button}”`}
          hint={t`Ids, separated by commas.`}
          placeholder={field.example}
          code
        />
      );
    case 'minutes':
      return (
        <TextField pointer={pointer} label={t`“${button}” works for, in minutes`} placeholder={field.example} code />
      );
  }
}

/** When a limited-time offer ends, in the person's own time zone. */
function EndField({ pointer }: { pointer: string }) {
  const { t } = useLingui();
  const form = useForm();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Field label={t`The offer ends`} hint={t`Time of ${zone}`} error={form.fault(pointer)}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          data-pointer={pointer}
          value={form.text(pointer)}
          onChange={(event) => form.set(pointer, event.target.value)}
          onBlur={() => form.touch(pointer)}
        />
      )}
    </Field>
  );
}
