// How something of the workspace is chosen in a step's settings: one of a list, or several. Never typed as ids, though what is not in the list may be written.
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Json } from '~/api/flows-types';
import { IconButton } from '~/ui/icon-button';
import { Picker, type PickerOption } from '~/ui/picker';
import { Popover } from '~/ui/popover';
import { isObject, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';

export interface PickerFieldProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  schema: ConfigSchema;
  value: Json | undefined;
  nullable: boolean;
}

/** One of a list. */
export function One({
  path,
  label,
  hint,
  value,
  nullable,
  options,
  empty,
  aside,
  toValue = (id) => id,
  onPick,
}: Omit<PickerFieldProps, 'schema'> & {
  options: readonly PickerOption[];
  /** What stands there while nothing is chosen. */
  empty?: string;
  /** At the end of the label's line: the way to where these are made. */
  aside?: ReactNode;
  toValue?: (id: string) => Json;
  /** Takes what was chosen instead of the field. */
  onPick?: (id: string) => void;
}) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const id = isObject(value) ? String(value.flow ?? '') : typeof value === 'string' ? value : '';
  const chosen = options.find((option) => option.id === id);
  const take = (next: string) => (onPick ? onPick(next) : change(path, toValue(next)));
  return (
    <FieldFrame path={path} label={label} hint={hint} aside={aside}>
      {(control) => (
        <div className="flex items-center gap-1">
          <Popover
            label={t`Choose`}
            trigger={(props) => (
              <button
                type="button"
                {...control}
                {...props}
                disabled={!editable}
                className="flex h-9 min-w-0 flex-1 items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-start text-13 hover:bg-hover"
              >
                {id === '' ? (
                  <span className="truncate text-fg-3">{empty ?? t`Choose…`}</span>
                ) : (
                  <bdi className="truncate">{chosen?.text ?? id}</bdi>
                )}
                <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
              </button>
            )}
          >
            {(close) => (
              <Picker
                label={t`Search`}
                placeholder={t`Search`}
                options={options.map((option) => ({ ...option, checked: option.id === id }))}
                onPick={(next) => {
                  take(next);
                  close();
                }}
                onCreate={(typed) => {
                  take(typed);
                  close();
                }}
                createLabel={(typed) => t`Use “${typed}”`}
              />
            )}
          </Popover>
          {editable && id !== '' && (
            <IconButton
              icon={X}
              size="sm"
              label={t`Take away`}
              onClick={() => change(path, nullable ? undefined : toValue(''))}
            />
          )}
        </div>
      )}
    </FieldFrame>
  );
}

/** Several of a list. */
export function Several({
  path,
  label,
  hint,
  value,
  options,
}: Omit<PickerFieldProps, 'schema' | 'nullable'> & { options: readonly PickerOption[] }) {
  const { t } = useLingui();
  const { change, editable } = useForm();
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const nameOf = (id: string) => options.find((option) => option.id === id)?.text ?? id;
  const toggle = (id: string) =>
    change(path, chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {({ id }) => (
        <div id={id} role="group" className="flex flex-wrap items-center gap-1">
          {chosen.map((one) => (
            <span key={one} className="flex h-7 items-center gap-0.5 rounded-full bg-hover ps-2.5 pe-0.5 text-12">
              <bdi className="truncate">{nameOf(one)}</bdi>
              {editable && (
                <IconButton icon={X} size="sm" label={t`Remove ${nameOf(one)}`} onClick={() => toggle(one)} />
              )}
            </span>
          ))}
          {editable && (
            <Popover
              label={t`Choose`}
              trigger={(props) => (
                <button
                  type="button"
                  {...props}
                  className="h-7 rounded-full border border-line-strong border-dashed px-2.5 text-12 text-fg-2 hover:bg-hover"
                >
                  <Trans>Add</Trans>
                </button>
              )}
            >
              {() => (
                <Picker
                  label={t`Search`}
                  placeholder={t`Search`}
                  options={options.map((option) => ({ ...option, checked: chosen.includes(option.id) }))}
                  onPick={toggle}
                  onCreate={(typed) => toggle(typed)}
                  createLabel={(typed) => t`Use “${typed}”`}
                />
              )}
            </Popover>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

/** A line of a list, with a smaller one below it. */
export const option = (id: string, text: string, note?: string): PickerOption => ({
  id,
  text,
  label: note ? (
    <span className="flex min-w-0 flex-col">
      <bdi className="truncate">{text}</bdi>
      <span className="truncate text-11 text-fg-3">{note}</span>
    </span>
  ) : (
    <bdi className="truncate">{text}</bdi>
  ),
});
