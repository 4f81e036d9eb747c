// The world of a try: who the customer is, when it is, what starts the flow, which templates can be sent, and what the outside answers.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FlowNode, Given, Graph, Json, JsonObject } from '~/api/flows-types';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';
import { triggerSentence } from '../canvas/trigger-words';
import { Part } from '../runs/step-detail';
import { asks, MockForm } from './mock-form';
import type { Trial } from './use-trial';

/** As the engine makes one up when nothing is said. */
export const usualContact = {
  id: 'con_test',
  name: 'Ana García',
  first_name: 'Ana',
  phone: '34612345678',
  language: 'en',
  fields: {},
  tags: [],
} satisfies JsonObject;

export function TrialSetup({ trial, graph }: { trial: Trial; graph: Graph }) {
  const { t } = useLingui();
  const { given, mocks } = trial.world;
  const outside = graph.nodes.filter(asks);
  const set = (change: Given) => trial.change({ given: cleaned({ ...given, ...change }) });
  return (
    <div className="flex flex-col gap-5 text-13">
      <Part title={t`Customer`}>
        <ContactForm contact={given.contact} onChange={(contact) => set({ contact })} />
      </Part>
      <Part title={t`What starts it`}>
        <StartChoice graph={graph} start={given.start} onChange={(start) => set({ start })} />
      </Part>
      <Part title={t`When`}>
        <Field label={t`Clock at the beginning`} hint={t`Empty: a Monday morning at ten.`}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={given.now ? local(given.now) : ''}
              onChange={({ target }) => set({ now: target.value ? new Date(target.value).toISOString() : undefined })}
            />
          )}
        </Field>
      </Part>
      <Part title={t`Global values`}>
        <JsonField
          label={t`As JSON, for ${'{{globals.…}}'}`}
          value={given.globals}
          onChange={(globals) => set({ globals })}
        />
      </Part>
      <Part title={t`What the outside answers`}>
        {outside.length === 0 && (
          <p className="text-fg-3">
            <Trans>No node of this flow asks a server, a function, a model or for an agent.</Trans>
          </p>
        )}
        <ul className="flex flex-col gap-2">
          {outside.map((node) => (
            <Mock key={node.id} node={node} trial={trial} count={(mocks[node.name] ?? mocks[node.id])?.length ?? 0} />
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Mock({ node, trial, count }: { node: FlowNode; trial: Trial; count: number }) {
  const { t } = useLingui();
  const { mocks } = trial.world;
  const answers = mocks[node.name] ?? mocks[node.id];
  const own = node.type === 'http_request' && node.config.mock != null;
  return (
    <li className="rounded-control border border-line">
      <details>
        <summary className="flex cursor-pointer items-center gap-2 rounded-control px-2.5 py-1.5">
          <bdi className="min-w-0 flex-1 truncate font-medium">{node.name}</bdi>
          {count > 0 ? (
            <Badge tone="success">{t`Answers`}</Badge>
          ) : own ? (
            <Badge>{t`The node’s own mock`}</Badge>
          ) : (
            <Badge tone="warning">{t`No answer yet`}</Badge>
          )}
        </summary>
        <div className="border-line border-t p-2.5">
          <MockForm
            key={JSON.stringify(answers)}
            node={node}
            answer={answers?.[0]}
            onAnswer={(answer) => trial.mock(node.name, answer ? [answer] : [])}
          />
        </div>
      </details>
    </li>
  );
}

function ContactForm({
  contact,
  onChange,
}: {
  contact: Json | undefined;
  onChange: (contact: Json | undefined) => void;
}) {
  const { t } = useLingui();
  const now: JsonObject = isObject(contact) ? contact : usualContact;
  const text = (key: string) => (typeof now[key] === 'string' ? now[key] : '');
  const set = (change: JsonObject) => onChange({ ...now, ...change });
  return (
    <div className="flex flex-col gap-2.5">
      <div className="grid grid-cols-2 gap-2">
        <Field label={t`Name`}>
          {(control) => (
            <Input
              {...control}
              value={text('name')}
              onChange={({ target }) => set({ name: target.value, first_name: target.value.split(' ')[0] ?? '' })}
            />
          )}
        </Field>
        <Field label={t`Language`}>
          {(control) => (
            <Input {...control} value={text('language')} onChange={({ target }) => set({ language: target.value })} />
          )}
        </Field>
      </div>
      <Field label={t`Phone`}>
        {(control) => (
          <Input {...control} dir="ltr" value={text('phone')} onChange={({ target }) => set({ phone: target.value })} />
        )}
      </Field>
      <Field label={t`Tags`} hint={t`Separated by commas.`}>
        {(control) => (
          <Input
            {...control}
            defaultValue={Array.isArray(now.tags) ? now.tags.join(', ') : ''}
            onBlur={({ target }) =>
              set({
                tags: target.value
                  .split(',')
                  .map((tag) => tag.trim())
                  .filter(Boolean),
              })
            }
          />
        )}
      </Field>
      <JsonField label={t`Fields, as JSON`} value={now.fields} onChange={(fields) => set({ fields: fields ?? {} })} />
      {contact !== undefined && (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => onChange(undefined)}>
          <Trans>Back to Ana</Trans>
        </Button>
      )}
    </div>
  );
}

const BY_MESSAGE = 'message';

/** The customer's first words, unless the flow can be started otherwise and that is chosen. */
function StartChoice({
  graph,
  start,
  onChange,
}: {
  graph: Graph;
  start: Json | undefined;
  onChange: (start: Json | undefined) => void;
}) {
  const { t } = useLingui();
  const triggers = graph.nodes.find(({ type }) => type === 'start')?.config.triggers;
  const events = (Array.isArray(triggers) ? triggers : []).flatMap((trigger, index) => {
    const event = eventOf(trigger);
    return event === null ? [] : [{ value: String(index), label: triggerSentence(trigger), event }];
  });
  const chosen = events.find(({ event }) => isObject(start) && isObject(event) && start.type === event.type);
  const input = isObject(start) ? (start.input ?? start.data) : undefined;
  if (events.length === 0) {
    return (
      <p className="text-fg-3">
        <Trans>The customer’s first words.</Trans>
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2.5">
      <Select
        label={t`What starts it`}
        value={chosen?.value ?? BY_MESSAGE}
        options={[{ value: BY_MESSAGE, label: t`The customer’s first words` }, ...events]}
        onChange={(value) => onChange(events.find((one) => one.value === value)?.event)}
      />
      {chosen && input !== undefined && (
        <JsonField
          label={t`What comes with it, as JSON`}
          value={input}
          onChange={(next) =>
            isObject(start) && onChange({ ...start, ['data' in start ? 'data' : 'input']: next ?? {} })
          }
        />
      )}
    </div>
  );
}

/** The event that fits a trigger which no message sets off. */
export function eventOf(trigger: Json): Json | null {
  if (!isObject(trigger)) return null;
  switch (trigger.type) {
    case 'api':
      return { type: 'api', name: trigger.name ?? '', input: {} };
    case 'manual':
      return { type: 'manual', label: trigger.label ?? '', input: {} };
    case 'schedule':
      return { type: 'schedule', name: trigger.name ?? '' };
    case 'webhook':
      return { type: 'webhook', path: trigger.path ?? '', data: {} };
    case 'submission':
      return { type: 'submission', wa_flow: trigger.wa_flow ?? '', data: {} };
    default:
      return null;
  }
}

/** JSON that is taken over when the field is left, and only if it is some. */
function JsonField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const { t } = useLingui();
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [bad, setBad] = useState(false);
  return (
    <Field label={label} error={bad ? t`This is not JSON.` : null}>
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          spellCheck={false}
          placeholder="{}"
          className="min-h-14! font-mono text-12!"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            if (text.trim() === '') {
              setBad(false);
              return onChange(undefined);
            }
            try {
              onChange(JSON.parse(text));
              setBad(false);
            } catch {
              setBad(true);
            }
          }}
        />
      )}
    </Field>
  );
}

function cleaned(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As the browser's own control writes a moment. */
function local(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
