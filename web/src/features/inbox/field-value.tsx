// One of a contact's own fields as it is: a press opens its box, or the menu of what it may be.
import { useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { CustomField } from '~/api/custom-fields';
import { safeUrl } from '~/layouts/form/field-values';
import { day } from '~/lib/dates';
import { focusAtOnce } from '~/lib/focus-at-once';
import { IconButton } from '~/ui/icon-button';
import { Menu } from '~/ui/menu';

interface Props {
  field: CustomField;
  value: string;
  /** It has the focus when it appears. */
  focused: boolean;
  onEdit: () => void;
  onPick: (value: string) => void;
}

/** Its value is one of a few, so it is picked and not written. */
export const isPicked = ({ kind }: CustomField) => kind === 'boolean' || kind === 'choice';

export function FieldValue({ field, value, focused, onEdit, onPick }: Props) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  const locked = can.updateContact() !== null;
  const flags = [
    { value: 'true', label: t`Yes` },
    { value: 'false', label: t`No` },
  ];
  const shown =
    value === ''
      ? t`Not set`
      : field.kind === 'date'
        ? day(value)
        : (field.kind === 'boolean' && flags.find((flag) => flag.value === value)?.label) || value;
  const address = field.kind === 'url' ? safeUrl(value) : null;
  const text = (
    <bdi className={value === '' ? 'text-fg-3' : 'break-words'} dir={field.kind === 'number' ? 'ltr' : undefined}>
      {shown}
    </bdi>
  );
  const name = t`Change ${field.label}: ${shown}`;
  const ref = focused ? focusAtOnce : undefined;
  return (
    <Row label={field.label}>
      {address ? (
        <>
          <a
            href={address}
            target="_blank"
            rel="noopener noreferrer"
            dir="ltr"
            data-tooltip={address}
            className="min-w-0 truncate text-accent-text hover:underline"
          >
            {value.replace(/^https?:\/\//, '')}
          </a>
          {!locked && (
            <IconButton ref={ref} icon={Pencil} label={name} size="sm" className="-my-1 -me-1.5" onClick={onEdit} />
          )}
        </>
      ) : locked ? (
        text
      ) : isPicked(field) ? (
        <Menu
          label={field.label}
          align="end"
          entries={[
            {
              kind: 'choice',
              id: 'value',
              label: field.label,
              value,
              options: [
                { value: '', label: t`Not set` },
                ...(field.kind === 'boolean'
                  ? flags
                  : field.choices.map((choice) => ({ value: choice, label: choice }))),
              ],
              onChange: onPick,
            },
          ]}
          trigger={(props) => (
            <button type="button" {...props} aria-label={name} className={pressed}>
              {text}
            </button>
          )}
        />
      ) : (
        <button ref={ref} type="button" aria-label={name} className={pressed} onClick={onEdit}>
          {text}
        </button>
      )}
    </Row>
  );
}

const pressed =
  'touch-target -my-0.5 -me-1.5 min-w-0 underline decoration-dotted decoration-line-strong underline-offset-4 rounded-control px-1.5 py-0.5 text-end transition-colors duration-120 hover:bg-hover';

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-start justify-between gap-3 py-1 text-13 coarse:min-h-11 coarse:items-center">
      <bdi className="max-w-1/2 shrink-0 break-words text-fg-2">{label}</bdi>
      <div className="flex min-w-0 items-center justify-end gap-1">{children}</div>
    </div>
  );
}
