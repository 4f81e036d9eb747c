// Forms of offers with one action: buttons, a link, a WhatsApp Flow, requests and calls.

import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Choice, NumberField, TextField } from './controls';
import { newChoice } from './empty';
import { useForm } from './form';
import { BodyField, FooterField, HeaderFields } from './parts';
import { read } from './pointer';
import { Repeat } from './repeat';
import { useLimit } from './use-limit';
import { useSendableFlows, WaFlowChoice } from './wa-flow-choice';

export function ButtonsForm() {
  const { t } = useLingui();
  const limit = useLimit();
  return (
    <>
      <HeaderFields />
      <BodyField />
      <FooterField />
      <Repeat
        compact
        pointer="/interactive/action/buttons"
        name={(place) => t`Button ${place + 1}`}
        addLabel={t`Add a button`}
        least={1}
        most={limit('interactive.button.buttons')}
        make={() => ({ type: 'reply', reply: { id: newChoice(), title: '' } })}
      >
        {(pointer, place) => (
          <div className="grid gap-2 md:grid-cols-[1fr_8rem]">
            <TextField
              pointer={`${pointer}/reply/title`}
              label={t`Button ${place + 1}`}
              limit="interactive.button.title"
            />
            <TextField pointer={`${pointer}/reply/id`} label={t`Answer id`} code />
          </div>
        )}
      </Repeat>
    </>
  );
}

export function LinkForm() {
  const { t } = useLingui();
  const parameters = '/interactive/action/parameters';
  return (
    <>
      <HeaderFields />
      <BodyField />
      <FooterField />
      <div className="grid gap-3 md:grid-cols-[12rem_1fr]">
        <TextField
          pointer={`${parameters}/display_text`}
          label={t`Button`}
          limit="interactive.cta_url.display_text"
          placeholder={t`Track order`}
        />
        <TextField
          pointer={`${parameters}/url`}
          label={t`Opens the page`}
          code
          inputMode="url"
          placeholder="https://"
        />
      </div>
    </>
  );
}

export function FlowForm() {
  const { t } = useLingui();
  const form = useForm();
  const parameters = '/interactive/action/parameters';
  const byName = read(form.content, `${parameters}/flow_name`) !== undefined;
  const action = form.text(`${parameters}/flow_action`) === 'data_exchange' ? 'data_exchange' : 'navigate';
  const mode = form.text(`${parameters}/mode`) === 'draft' ? 'draft' : 'published';
  const flows = useSendableFlows();
  const id = form.text(`${parameters}/flow_id`) ?? '';
  const isOurs = !byName && flows.some(({ meta_id }) => meta_id === id);
  return (
    <>
      <HeaderFields />
      <BodyField />
      <FooterField />
      {flows.length > 0 && (
        <WaFlowChoice
          flows={flows}
          value={byName ? '' : id}
          onChoose={({ meta_id, status, data_api_version }) =>
            form.setAll([
              [`${parameters}/flow_id`, meta_id ?? ''],
              [`${parameters}/flow_name`, undefined],
              [`${parameters}/mode`, status === 'DRAFT' ? 'draft' : undefined],
              [`${parameters}/flow_action`, data_api_version === null ? 'navigate' : 'data_exchange'],
              [`${parameters}/flow_action_payload`, undefined],
            ])
          }
          onOther={() => form.set(`${parameters}/flow_id`, '')}
        />
      )}
      {isOurs && <TextField pointer={`${parameters}/flow_cta`} label={t`Button`} limit="interactive.flow.cta" />}
      <div className={isOurs ? 'hidden' : 'grid gap-3 md:grid-cols-2'}>
        <Choice
          label={t`Which WhatsApp Flow`}
          value={byName ? 'name' : 'id'}
          options={[
            { value: 'id', label: t`By id` },
            { value: 'name', label: t`By name` },
          ]}
          onChange={(next) =>
            form.setAll([
              [`${parameters}/flow_id`, next === 'id' ? '' : undefined],
              [`${parameters}/flow_name`, next === 'name' ? '' : undefined],
            ])
          }
        />
        <Choice
          label={t`State`}
          value={mode}
          options={[
            { value: 'published', label: t`Published` },
            { value: 'draft', label: t`Draft` },
          ]}
          onChange={(next) => form.set(`${parameters}/mode`, next === 'draft' ? 'draft' : undefined)}
        />
        <TextField
          key={byName ? 'name' : 'id'}
          pointer={`${parameters}/${byName ? 'flow_name' : 'flow_id'}`}
          label={byName ? t`Flow name` : t`Flow id`}
          placeholder={byName ? '' : '1234567890123456'}
          hint={t`As it stands in WhatsApp Manager.`}
          code
        />
        {!isOurs && <TextField pointer={`${parameters}/flow_cta`} label={t`Button`} limit="interactive.flow.cta" />}
      </div>
      <Choice
        label={t`Starts with`}
        value={action}
        options={[
          { value: 'navigate', label: t`A screen` },
          { value: 'data_exchange', label: t`The endpoint` },
        ]}
        onChange={(next) =>
          form.setAll([
            [`${parameters}/flow_action`, next],
            [`${parameters}/flow_action_payload`, undefined],
          ])
        }
      />
      {action === 'navigate' && (
        <TextField
          pointer={`${parameters}/flow_action_payload/screen`}
          label={t`First screen (optional)`}
          optional={`${parameters}/flow_action_payload`}
          code
          hint={t`Left empty, the flow starts with its first screen.`}
        />
      )}
    </>
  );
}

export function LocationRequestForm() {
  const { t } = useLingui();
  return <BodyField hint={t`The contact sees a button “Send location” below it.`} />;
}

export function ContactRequestForm() {
  const { t } = useLingui();
  return <BodyField hint={t`The contact sees a button that shares their phone number.`} />;
}

export function AddressForm() {
  const { t } = useLingui();
  const form = useForm();
  const country = form.text('/interactive/action/parameters/country') === 'SG' ? 'SG' : 'IN';
  return (
    <>
      <Notice>
        <Trans>WhatsApp offers address messages in India; Singapore numbers may have them too.</Trans>
      </Notice>
      <BodyField />
      <FooterField />
      <Choice
        label={t`Country`}
        value={country}
        options={[
          { value: 'IN', label: t`India` },
          { value: 'SG', label: t`Singapore` },
        ]}
        onChange={(next) => form.set('/interactive/action/parameters/country', next)}
      />
    </>
  );
}

export function CallPermissionForm() {
  return (
    <>
      <Notice>
        <Trans>At most one request in 24 hours and two in 7 days for each contact. A grant lasts 7 days.</Trans>
      </Notice>
      <BodyField optional />
    </>
  );
}

export function CallForm() {
  const { t } = useLingui();
  const parameters = '/interactive/action/parameters';
  return (
    <>
      <BodyField />
      <div className="grid gap-3 md:grid-cols-2">
        <TextField
          pointer={`${parameters}/display_text`}
          label={t`Button (optional)`}
          limit="interactive.voice_call.display_text"
          optional={`${parameters}/display_text`}
          placeholder={t`Call now`}
        />
        <NumberField
          pointer={`${parameters}/ttl_minutes`}
          label={t`Works for, in minutes (optional)`}
          optional={`${parameters}/ttl_minutes`}
          placeholder="10080"
        />
      </div>
    </>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return <p className="rounded-control bg-sunken px-3 py-2 text-13 text-fg-2">{children}</p>;
}
