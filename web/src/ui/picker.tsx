// Type to find, arrows to move, Enter to take: the inside of a popover that picks from a list (people, tags, templates).
import { lazy, type ReactNode, Suspense } from 'react';

export interface PickerOption {
  id: string;
  /** What typing searches, and what is read out. */
  text: string;
  label: ReactNode;
  icon?: ReactNode;
  checked?: boolean;
}

export interface PickerProps {
  label: string;
  placeholder: string;
  options: readonly PickerOption[];
  onPick: (id: string) => void;
  /** Shown under the list: making what is not found. */
  onCreate?: (text: string) => void;
  createLabel?: (text: string) => string;
}

const PickerList = lazy(() => import('./picker-list'));

export function Picker(props: PickerProps) {
  return (
    <Suspense fallback={<div className="h-40 w-64" />}>
      <PickerList {...props} />
    </Suspense>
  );
}
