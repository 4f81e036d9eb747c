// A choice of one from a short list, for forms.
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { popupClass } from './popup-class';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  note?: string;
}

interface SelectProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  /** Needed where no Field labels it. */
  label?: string;
  id?: string;
  disabled?: boolean;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

export function Select<Value extends string>({
  value,
  onChange,
  options,
  label,
  disabled,
  className,
  ...control
}: SelectProps<Value>) {
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
    >
      <Base.Trigger
        {...control}
        aria-label={label}
        className={`flex h-9 w-full items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-3 text-start text-14 hover:bg-hover data-disabled:opacity-55 coarse:h-11 ${className ?? ''}`}
      >
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden="true" className="size-4 text-fg-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-40 outline-none">
          <Base.Popup className={`${popupClass} scroller min-w-[var(--anchor-width)] p-1`}>
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex min-h-8 cursor-default select-none items-center gap-2 rounded-control px-2 py-1 text-13 outline-none data-highlighted:bg-hover coarse:min-h-11"
              >
                <div className="flex min-w-0 flex-1 flex-col">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.note && <span className="text-12 text-fg-3">{option.note}</span>}
                </div>
                <Base.ItemIndicator>
                  <Check aria-hidden="true" className="size-4 text-accent-text" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
