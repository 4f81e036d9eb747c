// An on/off switch with its label and what it does.
import { type ReactNode, useId } from 'react';

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export function Switch({ checked, onChange, label, hint, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex flex-col">
        <label htmlFor={id} className="font-medium text-13 text-fg">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} className="text-12 text-fg-3">
            {hint}
          </span>
        )}
      </div>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className="group touch-target mt-0.5 inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken px-0.5 transition-colors duration-120 aria-checked:border-accent aria-checked:bg-accent disabled:opacity-50"
      >
        <span className="size-3.5 rounded-full bg-line-strong transition-transform duration-120 group-aria-checked:translate-x-4 group-aria-checked:bg-accent-fg rtl:group-aria-checked:-translate-x-4" />
      </button>
    </div>
  );
}
