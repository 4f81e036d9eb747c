// The buttons of a template or a card: each kind with its own questions, moved up and down by keys as well as by eye.
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { number } from '~/lib/format';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Menu } from '~/ui/menu';
import { text } from '~/whatsapp/read';
import { useForm } from './context';
import { type ButtonDraft, type ButtonKind, newButton } from './draft';
import { useTemplateLimits } from './limits';
import { Count } from './words-field';

interface Props {
  place: string;
  buttons: readonly ButtonDraft[];
  onChange: (buttons: ButtonDraft[]) => void;
  most: number;
  kinds: readonly ButtonKind[];
}

/** How many of a kind Meta takes; quick replies up to the whole. */
const mostOf: Partial<Record<ButtonKind, number>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  VOICE_CALL: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  REQUEST_CONTACT_INFO: 1,
};

export function ButtonsField({ place, buttons, onChange, most, kinds }: Props) {
  const { t } = useLingui();
  const { error, locked } = useForm();
  const names = useKindNames();
  const set = (index: number, button: ButtonDraft) => onChange(buttons.map((one, at) => (at === index ? button : one)));
  const move = (from: number, to: number) => {
    const next = [...buttons];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    onChange(next);
  };
  const full = buttons.length >= most ? t`There are ${number(most)} buttons at most.` : null;
  const entries = kinds.map((kind) => {
    const have = buttons.filter((button) => button.kind === kind).length;
    const limit = mostOf[kind];
    return {
      kind: 'item' as const,
      id: kind,
      label: names[kind],
      disabledReason: limit !== undefined && have >= limit ? t`There can be no more of these.` : null,
      onSelect: () => onChange([...buttons, newButton(kind)]),
    };
  });
  const whole = error(`${place}/buttons`);
  return (
    <div className="flex flex-col gap-3">
      {buttons.map((button, index) => (
        <fieldset key={button.key} className="flex flex-col gap-3 rounded-card border border-line p-3">
          <legend className="sr-only">{names[button.kind]}</legend>
          <div className="flex items-center gap-1">
            <span className="flex-1 font-medium text-13">{names[button.kind]}</span>
            <IconButton
              icon={ArrowUp}
              size="sm"
              label={t`Move up`}
              disabledReason={index === 0 ? t`It is the first.` : locked}
              onClick={() => move(index, index - 1)}
            />
            <IconButton
              icon={ArrowDown}
              size="sm"
              label={t`Move down`}
              disabledReason={index === buttons.length - 1 ? t`It is the last.` : locked}
              onClick={() => move(index, index + 1)}
            />
            <IconButton
              icon={Trash2}
              size="sm"
              label={t`Remove ${names[button.kind]}`}
              disabledReason={locked}
              onClick={() => onChange(buttons.filter((_, at) => at !== index))}
            />
          </div>
          <Questions place={`${place}/buttons/${index}`} button={button} onChange={(next) => set(index, next)} />
        </fieldset>
      ))}
      {whole && (
        <p role="alert" className="text-12 text-danger">
          {whole}
        </p>
      )}
      <div>
        <Menu
          label={t`Add button`}
          entries={entries}
          trigger={(props) => (
            <Button {...props} icon={Plus} disabledReason={locked ?? full}>
              <Trans>Add button</Trans>
            </Button>
          )}
        />
      </div>
    </div>
  );
}

function Questions({
  place,
  button,
  onChange,
}: {
  place: string;
  button: ButtonDraft;
  onChange: (button: ButtonDraft) => void;
}) {
  const { t } = useLingui();
  const { error, warning, locked } = useForm();
  const limits = useTemplateLimits();
  const box = (key: 'text' | 'value' | 'sample') => ({
    value: button[key],
    disabled: locked !== null,
    onChange: (event: { target: { value: string } }) => onChange({ ...button, [key]: event.target.value }),
  });
  const has = (...kinds: ButtonKind[]) => kinds.includes(button.kind);
  const own = error(place) ?? error(`${place}/type`);
  return (
    <>
      {!has('COPY_CODE', 'CATALOG', 'REQUEST_CONTACT_INFO', 'OTHER') && (
        <Field label={t`Label`} error={error(`${place}/text`) ?? own}>
          {(field) => (
            <div className="flex items-center">
              <Input {...field} {...box('text')} />
              <Count text={button.text} most={limits.buttonText} />
            </div>
          )}
        </Field>
      )}
      {has('URL') && (
        <>
          <Field
            label={t`Address`}
            hint={warning(`${place}/url`) ?? t`It may end with one variable: ${'https://example.com/order/{{1}}'}`}
            error={error(`${place}/url`)}
          >
            {(field) => (
              <Input {...field} {...box('value')} dir="ltr" inputMode="url" placeholder="https://example.com/" />
            )}
          </Field>
          {button.value.includes('{{') && (
            <Field label={t`Sample of the whole address`} error={error(`${place}/example/0`)}>
              {(field) => <Input {...field} {...box('sample')} dir="ltr" inputMode="url" />}
            </Field>
          )}
        </>
      )}
      {has('PHONE_NUMBER') && (
        <Field label={t`Number to call`} error={error(`${place}/phone_number`)}>
          {(field) => <Input {...field} {...box('value')} dir="ltr" inputMode="tel" placeholder="+15550104477" />}
        </Field>
      )}
      {has('COPY_CODE') && (
        <Field
          label={t`Sample code`}
          hint={warning(place) ?? t`Each message brings its own code.`}
          error={error(`${place}/example`) ?? own}
        >
          {(field) => (
            <div className="flex items-center">
              <Input {...field} {...box('value')} dir="ltr" className="font-mono" />
              <Count text={button.value} most={limits.couponCode} />
            </div>
          )}
        </Field>
      )}
      {has('FLOW') && (
        <Field label={t`Id of the WhatsApp Flow`} hint={t`It must be published.`} error={error(`${place}/flow_id`)}>
          {(field) => <Input {...field} {...box('value')} dir="ltr" inputMode="numeric" className="font-mono" />}
        </Field>
      )}
      {has('MPM') && (
        <p className="text-12 text-fg-3">{t`Which products it shows, up to 30, is said with each message.`}</p>
      )}
      {has('SPM') && (
        <p className="text-12 text-fg-3">{t`It opens the product of the header: choose Product there. Which one is said with each message.`}</p>
      )}
      {has('OTHER') && (
        <p className="text-12 text-fg-3">
          {t`It cannot be changed here and goes back to Meta as it is.`}{' '}
          <code dir="ltr" className="font-mono">
            {text(button.whole?.type)}
          </code>
        </p>
      )}
      {has('VOICE_CALL') && (
        <Field
          label={t`Minutes in which the call is allowed`}
          hint={t`1,440 (a day) to 43,200 (30 days).`}
          error={error(`${place}/ttl_minutes`)}
        >
          {(field) => <Input {...field} {...box('value')} dir="ltr" inputMode="numeric" />}
        </Field>
      )}
    </>
  );
}

function useKindNames(): Record<ButtonKind, string> {
  const { t } = useLingui();
  return {
    QUICK_REPLY: t`Quick reply`,
    URL: t`Open a website`,
    PHONE_NUMBER: t`Call a number`,
    COPY_CODE: t`Copy a coupon code`,
    FLOW: t`Open a WhatsApp Flow`,
    VOICE_CALL: t`Call on WhatsApp`,
    CATALOG: t`Show the catalogue`,
    MPM: t`Show several products`,
    SPM: t`Show one product`,
    OTHER: t`Button of another kind`,
    REQUEST_CONTACT_INFO: t`Ask for contact details`,
  };
}
