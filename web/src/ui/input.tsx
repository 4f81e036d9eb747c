// One-line and many-line text boxes.
import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const box =
  'w-full rounded-control border border-line-strong bg-surface text-14 text-fg outline-offset-0 transition-colors duration-120 aria-invalid:border-danger disabled:bg-sunken disabled:text-fg-3 read-only:bg-sunken';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input dir="auto" {...rest} className={clsx(box, 'h-9 px-3 coarse:h-11', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      dir="auto"
      rows={3}
      {...rest}
      className={clsx(box, 'field-sizing-content min-h-18 px-3 py-2', className)}
    />
  );
}
