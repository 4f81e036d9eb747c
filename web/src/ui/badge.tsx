// A small label: state, tag, count. Colour never stands alone; the text says it.
import { cva, type VariantProps } from 'class-variance-authority';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

const badge = cva(
  'inline-flex max-w-full items-center gap-1 rounded-badge px-1.5 font-medium text-11 leading-[1.125rem]',
  {
    variants: {
      tone: {
        neutral: 'bg-hover text-fg-2',
        accent: 'bg-accent-soft text-accent-text',
        success: 'bg-success-soft text-success',
        warning: 'bg-warning-soft text-warning',
        danger: 'bg-danger-soft text-danger',
        outline: 'border border-line text-fg-2',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

type BadgeProps = ComponentProps<'span'> & VariantProps<typeof badge> & { icon?: LucideIcon };

export function Badge({ tone, icon: Icon, className, children, ...rest }: BadgeProps) {
  return (
    <span {...rest} className={badge({ tone, className })}>
      {Icon && <Icon aria-hidden="true" className="size-3 shrink-0" strokeWidth={2} />}
      <span className="truncate">{children}</span>
    </span>
  );
}

const hues: Record<string, number> = { red: 25, amber: 75, green: 150, teal: 190, blue: 240, violet: 290, pink: 350 };

/** A tag in its own colour. */
export function TagChip({ name, color, className }: { name: string; color: string; className?: string }) {
  const hue = hues[color];
  const chroma = hue === undefined ? 0.15 : 1;
  return (
    <span
      className={`inline-flex min-w-0 max-w-full items-center rounded-badge px-1.5 font-medium text-11 leading-[1.125rem] ring-1 ring-current/12 ring-inset ${className ?? ''}`}
      style={{
        backgroundColor: `oklch(var(--tag-l) calc(var(--tag-c) * ${chroma}) ${hue ?? 270})`,
        color: `oklch(var(--tag-fg-l) calc(var(--tag-fg-c) * ${chroma}) ${hue ?? 270})`,
      }}
    >
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}

/** A number that calls: unread, waiting. */
export function CountBadge({
  count,
  tone = 'accent',
  label,
}: {
  count: number;
  tone?: 'accent' | 'danger';
  label: string;
}) {
  if (count <= 0) return null;
  return (
    <span
      role="img"
      aria-label={label}
      className={`inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1 font-semibold text-11 leading-none ${
        tone === 'accent' ? 'bg-accent text-accent-fg' : 'bg-danger text-danger-fg'
      }`}
    >
      {count > 99 ? '99+' : count}
    </span>
  );
}
