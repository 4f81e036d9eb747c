// What starts the flow: any of several triggers, each with its own settings.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X, Zap } from 'lucide-react';
import { useState } from 'react';
import type { Json, JsonObject } from '~/api/flows-types';
import { triggerKinds, triggerSchema } from '~/generated/node-catalog';
import { buttonClass } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';
import { formatPath, isObject, type Path } from '../builder/path';
import { triggerName, triggerSentence } from '../canvas/trigger-words';
import { FormProvider, useFieldFinding, useForm } from './form-context';
import { ObjectFields } from './object-fields';
import { variantOf, variantsOf } from './schema';
import { secretPath } from './secret-path';

export function TriggersField({ path, value }: { path: Path; value: Json | undefined }) {
  const { t } = useLingui();
  const form = useForm();
  const triggers = Array.isArray(value) ? value : [];
  const finding = useFieldFinding(path);
  const [open, setOpen] = useState<number | null>(triggers.length === 1 ? 0 : null);
  const add = (kind: string) => {
    setOpen(triggers.length);
    form.change(path, [...triggers, newTrigger(kind)]);
  };
  return (
    <fieldset data-field={formatPath(path)} className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1.5 font-medium text-12 text-fg-2">
        <Trans>Triggers</Trans>
      </legend>
      {triggers.length === 0 && (
        <p className="text-12 text-fg-3">
          <Trans>Nothing starts this flow by itself. Other flows can still call it.</Trans>
        </p>
      )}
      {triggers.map((trigger, index) => (
        <div
          key={index}
          data-field={formatPath([...path, index])}
          className="rounded-card border border-line bg-sunken/50"
        >
          <div className="flex items-center gap-1 pe-1">
            <button
              type="button"
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? null : index)}
              className="ring-inside flex min-w-0 flex-1 items-center gap-2 rounded-card px-2.5 py-2 text-start"
            >
              <Zap aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
              <span dir="auto" className="truncate text-13">
                {triggerSentence(trigger)}
              </span>
            </button>
            {form.editable && (
              <IconButton
                icon={X}
                size="sm"
                label={t`Remove`}
                onClick={() => {
                  setOpen(null);
                  form.change(
                    path,
                    triggers.filter((_one, place) => place !== index),
                  );
                }}
              />
            )}
          </div>
          {open === index && (
            // The triggers' schema has its own definitions.
            <FormProvider value={{ ...form, root: triggerSchema }}>
              <div className="flex flex-col gap-3 border-line border-t p-2.5">
                <TriggerSettings path={[...path, index]} value={trigger} />
              </div>
            </FormProvider>
          )}
        </div>
      ))}
      {finding && <p className="text-12 text-danger">{finding.message}</p>}
      {form.editable && (
        <Menu
          label={t`Add a trigger`}
          entries={triggerKinds.map((kind) => ({
            kind: 'item',
            id: kind,
            label: triggerName(kind),
            onSelect: () => add(kind),
          }))}
          trigger={(props) => (
            <button type="button" {...props} className={buttonClass({ size: 'sm', className: 'self-start' })}>
              <Plus aria-hidden="true" className="size-4" />
              <Trans>Add a trigger</Trans>
            </button>
          )}
        />
      )}
    </fieldset>
  );
}

function TriggerSettings({ path, value }: { path: Path; value: Json }) {
  const variants = variantsOf(triggerSchema, triggerSchema);
  const current = variantOf(value, variants);
  if (current?.form.is !== 'tagged') return null;
  return (
    <>
      {current.help && <p className="text-12 text-fg-3">{current.help}</p>}
      <ObjectFields path={path} schema={current.form.schema} value={value} />
    </>
  );
}

function newTrigger(kind: string): JsonObject {
  const variant = variantsOf(triggerSchema, triggerSchema).find(({ id }) => id === kind);
  const empty = isObject(variant?.empty) ? variant.empty : { type: kind };
  if (kind === 'message') return { ...empty, match: { by: 'contains', words: [] } };
  if (kind === 'webhook') return { ...empty, path: secretPath() };
  return empty;
}
