// Fields tied to a place of the message: label, counter against WhatsApp's limit, what is wrong there.
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { number } from '~/lib/format';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { lengthOf } from '../text-edit';
import { useForm } from './form';
import { useLimit } from './use-limit';

interface TextFieldProps {
  pointer: string;
  label: string;
  hint?: ReactNode;
  /** Path of the limit: `interactive.button.title`. */
  limit?: string;
  /** What is taken away while the box is empty (`/interactive/footer`). */
  optional?: string;
  long?: boolean;
  /** Ids, numbers and addresses are written from the left in every language. */
  code?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  inputMode?: 'url' | 'tel' | 'email' | 'decimal';
}

export function TextField({
  pointer,
  label,
  hint,
  limit,
  optional,
  long,
  code,
  placeholder,
  autoFocus,
  inputMode,
}: TextFieldProps) {
  const form = useForm();
  const most = useLimit()(limit ?? '');
  const value = form.text(pointer);
  const change = (next: string) =>
    form.set(next === '' && optional ? optional : pointer, next === '' && optional ? undefined : next);
  return (
    <Field
      label={<Labelled label={label} length={lengthOf(value)} most={most} />}
      hint={hint}
      error={form.fault(pointer)}
    >
      {(control) => {
        const shared = {
          ...control,
          value,
          autoFocus,
          placeholder,
          inputMode,
          'data-pointer': pointer,
          ...(code && { dir: 'ltr', className: 'font-mono text-13' }),
          onBlur: () => form.touch(pointer),
        };
        return long ? (
          <Textarea {...shared} onChange={(event) => change(event.target.value)} />
        ) : (
          <Input {...shared} onChange={(event) => change(event.target.value)} />
        );
      }}
    </Field>
  );
}

/** Degrees, minutes: what is no number yet stays as it was typed, and the server says so. */
export function NumberField({ pointer, label, hint, optional, placeholder }: TextFieldProps) {
  const form = useForm();
  const [typed, setTyped] = useState(form.text(pointer));
  const change = (next: string) => {
    setTyped(next);
    const plain = next.trim().replace(',', '.');
    if (plain === '') form.set(optional ?? pointer, optional ? undefined : '');
    else form.set(pointer, Number.isFinite(Number(plain)) ? Number(plain) : next);
  };
  return (
    <Field label={label} hint={hint} error={form.fault(pointer)}>
      {(control) => (
        <Input
          {...control}
          dir="ltr"
          inputMode="decimal"
          data-pointer={pointer}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => change(event.target.value)}
          onBlur={() => form.touch(pointer)}
        />
      )}
    </Field>
  );
}

/** One of a few, side by side. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="float-start pb-1.5 font-medium text-13">{label}</legend>
      <div className="clear-both flex flex-wrap gap-1 rounded-control bg-sunken p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-badge px-2.5 text-13 whitespace-nowrap text-fg-2 hover:text-fg has-checked:bg-surface dark:has-checked:bg-hover has-checked:font-medium has-checked:text-fg has-checked:shadow-1 has-focus-visible:outline-2 has-focus-visible:outline-accent coarse:min-h-11"
          >
            <input
              type="radio"
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Labelled({ label, length, most }: { label: string; length: number; most: number }) {
  return (
    <span className="flex items-baseline justify-between gap-2">
      {label}
      {Number.isFinite(most) && (
        <span
          aria-hidden
          className={clsx('font-normal text-11 tabular-nums', length > most ? 'text-danger' : 'text-fg-3')}
        >
          {number(length)}/{number(most)}
        </span>
      )}
    </span>
  );
}
