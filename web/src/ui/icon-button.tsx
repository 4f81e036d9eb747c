// A button that is only an icon: its name is its tooltip too.
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { type ComponentProps, useId } from 'react';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'children'> & {
  icon: LucideIcon;
  label: string;
  /** Keys shown in the tooltip, as in `Shift+]`. */
  shortcut?: string;
  size?: 'sm' | 'md';
  /** Turn the icon around in right-to-left pages. */
  directional?: boolean;
  pressed?: boolean;
  disabledReason?: string | null | undefined;
};

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  size = 'md',
  directional,
  pressed,
  disabledReason,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const reasonId = useId();
  return (
    <>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        {...(pressed !== undefined && { 'aria-pressed': pressed })}
        data-tooltip={disabledReason ?? label}
        data-tooltip-keys={disabledReason ? undefined : shortcut}
        {...(disabledReason && { 'aria-disabled': true, 'aria-describedby': reasonId })}
        className={clsx(
          'touch-target inline-flex shrink-0 items-center justify-center rounded-control text-fg-2 transition-colors duration-120 hover:bg-hover hover:text-fg aria-disabled:opacity-50 aria-pressed:bg-selected aria-pressed:text-accent-text',
          size === 'sm' ? 'size-7' : 'size-8',
          className,
        )}
        onClick={disabledReason ? (event) => event.preventDefault() : onClick}
      >
        <Icon
          aria-hidden="true"
          className={clsx(size === 'sm' ? 'size-4' : 'size-[1.125rem]', directional && 'mirror')}
          strokeWidth={1.75}
        />
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
}
