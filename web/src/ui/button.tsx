// The button, in its four weights and two heights. A button that may not be pressed stays focusable and says why.
import { cva, type VariantProps } from 'class-variance-authority';
import type { LucideIcon } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

export const buttonClass = cva(
  'touch-target inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-control border font-medium text-13 whitespace-nowrap transition-colors duration-120 disabled:opacity-55 aria-disabled:opacity-55',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-accent-fg hover:bg-accent-hover',
        secondary: 'border-line bg-surface text-fg shadow-1 hover:bg-hover dark:bg-hover dark:hover:bg-line',
        ghost: 'border-transparent bg-transparent text-fg-2 hover:bg-hover hover:text-fg',
        danger: 'border-transparent bg-danger text-danger-fg hover:opacity-90',
      },
      size: { sm: 'h-7 px-2.5', md: 'h-8 px-3', lg: 'h-10 px-4 text-14' },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  VariantProps<typeof buttonClass> & {
    icon?: LucideIcon;
    /** Work is under way: the button keeps its width and refuses a second press. */
    busy?: boolean;
    /** Why it cannot be pressed now. Shown as tooltip and read out. */
    disabledReason?: string | null | undefined;
    children?: ReactNode;
  };

export function Button({
  variant,
  size,
  icon: Icon,
  busy,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const blocked = Boolean(disabledReason) || busy;
  return (
    <>
      <button
        type="button"
        {...rest}
        {...(busy && { 'aria-busy': true })}
        {...(blocked && { 'aria-disabled': true })}
        {...(disabledReason && { 'aria-describedby': reasonId, 'data-tooltip': disabledReason })}
        className={buttonClass({ variant, size, className })}
        onClick={blocked ? (event) => event.preventDefault() : onClick}
      >
        {busy ? <Spinner /> : Icon && <Icon aria-hidden="true" className="size-4" strokeWidth={1.75} />}
        {children}
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent motion-reduce:animate-none"
    />
  );
}
