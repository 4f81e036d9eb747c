// Initials on a colour that stays with the person.
import { clsx } from 'clsx';
import { hueOf, initials } from '~/lib/format';

const sizes = {
  xs: 'size-4 text-[0.5rem]',
  sm: 'size-6 text-[0.625rem]',
  md: 'size-9 text-12',
  lg: 'size-14 text-20',
} as const;

interface AvatarProps {
  /** What the hue is made from: the id, so that a changed name keeps its colour. */
  id: string;
  name: string;
  size?: keyof typeof sizes;
  className?: string;
}

export function Avatar({ id, name, size = 'md', className }: AvatarProps) {
  const hue = hueOf(id);
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold leading-none',
        sizes[size],
        className,
      )}
      style={{
        backgroundColor: `oklch(var(--avatar-l) var(--avatar-c) ${hue})`,
        color: `oklch(var(--avatar-fg-l) var(--avatar-fg-c) ${hue})`,
      }}
    >
      {initials(name)}
    </span>
  );
}
