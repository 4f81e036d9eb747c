// The questions of a template, part by part: what it is, header, body, footer, buttons, carousel, offer, life.
import { Trans, useLingui } from '@lingui/react/macro';
import { SettingsSection } from '~/layouts/form/settings-page';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Switch } from '~/ui/switch';
import type { Fixed } from './builder';
import { ButtonsField } from './buttons-field';
import { CardsField } from './cards-field';
import { CodeField } from './code-field';
import { useForm } from './context';
import type { ButtonKind, Draft } from './draft';
import { HeaderField } from './header-field';
import { languages } from './languages';
import { useTemplateLimits } from './limits';
import { categoryWords, useTemplateWords } from './words';
import { Count, WordsField } from './words-field';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  fixed: Fixed | null;
}

const kinds: readonly ButtonKind[] = [
  'QUICK_REPLY',
  'URL',
  'PHONE_NUMBER',
  'COPY_CODE',
  'FLOW',
  'VOICE_CALL',
  'CATALOG',
  'MPM',
  'SPM',
  'REQUEST_CONTACT_INFO',
];

export function BuilderForm({ draft, onChange, fixed }: Props) {
  const { t } = useLingui();
  const limits = useTemplateLimits();
  const { locked } = useForm();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const isCode = draft.category === 'AUTHENTICATION';
  return (
    <>
      <Identity draft={draft} set={set} fixed={fixed} />
      {isCode ? (
        <SettingsSection title={t`The code`}>
          <CodeField code={draft.code} onChange={(code) => set({ code })} />
        </SettingsSection>
      ) : (
        <>
          <SettingsSection title={t`Words`} about={t`Variables are filled in when it is sent.`}>
            <Switch
              checked={draft.named}
              onChange={(named) => set({ named })}
              label={t`Variables with names`}
              hint={t`${'{{first_name}}'} instead of ${'{{1}}'}.`}
              disabled={fixed !== null || locked !== null}
            />
            <HeaderField
              place="header"
              header={draft.header}
              onChange={(header) => set({ header })}
              formats={['NONE', 'TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'PRODUCT']}
              most={limits.header}
              named={draft.named}
            />
            <WordsField
              place="body"
              of="body"
              label={t`Body`}
              words={draft.body}
              onChange={(body) => set({ body })}
              most={limits.body}
              named={draft.named}
            />
            {draft.offer === null && <Footer draft={draft} set={set} />}
          </SettingsSection>
          <SettingsSection title={t`Buttons`} about={t`Quick replies stand together, before or after the others.`}>
            <ButtonsField
              place="buttons"
              buttons={draft.buttons}
              onChange={(buttons) => set({ buttons })}
              most={limits.buttons}
              kinds={kinds}
            />
          </SettingsSection>
          <SettingsSection title={t`Carousel`} about={t`Up to ten cards to swipe through, each with a picture.`}>
            <CardsField cards={draft.cards} onChange={(cards) => set({ cards })} named={draft.named} />
          </SettingsSection>
          {draft.category === 'MARKETING' && <Offer draft={draft} set={set} />}
        </>
      )}
      <Life draft={draft} set={set} />
    </>
  );
}

type Part = { draft: Draft; set: (change: Partial<Draft>) => void };

function Identity({ draft, set, fixed }: Part & { fixed: Fixed | null }) {
  const { t } = useLingui();
  const limits = useTemplateLimits();
  const words = useTemplateWords();
  const { error, locked } = useForm();
  const about: Record<string, string> = {
    MARKETING: t`Offers, news, anything that sells. It costs most, and people can stop it.`,
    UTILITY: t`About something the contact did: an order, a visit, a bill. No advertising.`,
    AUTHENTICATION: t`One-time codes.`,
  };
  return (
    <SettingsSection
      title={t`What it is`}
      about={fixed === null ? t`Name and language cannot be changed later.` : undefined}
    >
      <Field
        label={t`Name`}
        hint={t`The same in every language. Small letters, digits and underscores.`}
        error={error('name')}
      >
        {(field) => (
          <div className="flex items-center">
            <Input
              {...field}
              dir="ltr"
              value={draft.name}
              maxLength={600}
              autoComplete="off"
              spellCheck={false}
              disabled={fixed !== null || locked !== null}
              placeholder="order_shipped"
              className="font-mono text-13"
              // Blanks and capitals are what people type, and only the rest is worth an error.
              onChange={(event) => set({ name: event.target.value.toLowerCase().replaceAll(/[\s-]/g, '_') })}
            />
            <Count text={draft.name} most={limits.name} />
          </div>
        )}
      </Field>
      <Field label={t`Language`} error={error('language')}>
        {(field) => (
          <Select
            {...field}
            value={draft.language}
            disabled={(fixed !== null && fixed !== 'everything') || locked !== null}
            onChange={(language) => set({ language })}
            options={languages.map((value) => ({ value, label: words.language(value), note: value }))}
          />
        )}
      </Field>
      <Field label={t`Category`} hint={about[draft.category]} error={error('category')}>
        {(field) => (
          <Select
            {...field}
            value={draft.category}
            disabled={fixed === 'name, language and category' || locked !== null}
            onChange={(category) => set({ category, ...(category !== 'MARKETING' && { offer: null }) })}
            options={categoryWords.map((value) => ({ value, label: words.category(value) }))}
          />
        )}
      </Field>
    </SettingsSection>
  );
}

function Footer({ draft, set }: Part) {
  const { t } = useLingui();
  const limits = useTemplateLimits();
  const { error, locked } = useForm();
  return (
    <Field label={t`Footer`} hint={t`Optional, without variables.`} error={error('footer/text')}>
      {(field) => (
        <div className="flex items-center">
          <Input
            {...field}
            value={draft.footer}
            disabled={locked !== null}
            onChange={(event) => set({ footer: event.target.value })}
          />
          <Count text={draft.footer} most={limits.footer} />
        </div>
      )}
    </Field>
  );
}

function Offer({ draft, set }: Part) {
  const { t } = useLingui();
  const { error, locked } = useForm();
  const offer = draft.offer;
  return (
    <SettingsSection
      title={t`Limited-time offer`}
      about={t`Shows how long the offer still holds, in place of a footer.`}
    >
      <Switch
        checked={offer !== null}
        onChange={(on) => set({ offer: on ? { text: '', expires: true } : null, ...(on && { footer: '' }) })}
        label={t`This is a limited-time offer`}
        disabled={locked !== null}
      />
      {offer && (
        <>
          <Field label={t`Name of the offer`} error={error('offer/limited_time_offer/text') ?? error('offer')}>
            {(field) => (
              <div className="flex items-center">
                <Input
                  {...field}
                  value={offer.text}
                  disabled={locked !== null}
                  onChange={(event) => set({ offer: { ...offer, text: event.target.value } })}
                />
                <Count text={offer.text} most={16} />
              </div>
            )}
          </Field>
          <Switch
            checked={offer.expires}
            onChange={(expires) => set({ offer: { ...offer, expires } })}
            label={t`Count down to its end`}
            disabled={locked !== null}
          />
        </>
      )}
    </SettingsSection>
  );
}

function Life({ draft, set }: Part) {
  const { t } = useLingui();
  const { error, locked } = useForm();
  return (
    <SettingsSection title={t`Delivery`} about={t`How long Meta tries to reach a phone that is off.`}>
      <Field
        label={t`Seconds`}
        hint={<Trans>Empty: Meta’s own time. After it, the message is not delivered any more.</Trans>}
        error={error('message_send_ttl_seconds')}
      >
        {(field) => (
          <Input
            {...field}
            dir="ltr"
            inputMode="numeric"
            value={draft.ttl}
            disabled={locked !== null}
            className="max-w-40"
            onChange={(event) => set({ ttl: event.target.value.replaceAll(/\D/g, '') })}
          />
        )}
      </Field>
    </SettingsSection>
  );
}
