// A setting with its name, what it means, and what the checker says of it.
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { formatPath, type Path } from '../builder/path';
import { Sentence } from '../builder/problems-panel';
import { useFieldFinding } from './form-context';

export interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldFrameProps {
  path: Path;
  label: ReactNode;
  hint?: ReactNode;
  /** Stands at the end of the label's line. */
  aside?: ReactNode;
  children: (control: Control) => ReactNode;
}

export function FieldFrame({ path, label, hint, aside, children }: FieldFrameProps) {
  const id = useId();
  const finding = useFieldFinding(path);
  const Icon = finding?.severity === 'error' ? CircleAlert : TriangleAlert;
  const tone = finding?.severity === 'error' ? 'text-danger' : 'text-warning';
  const described = [hint && `${id}-hint`, finding && `${id}-finding`].filter(Boolean).join(' ');
  return (
    <div data-field={formatPath(path)} className="flex min-w-0 flex-col gap-1">
      {(label || aside) && (
        <div className="flex items-baseline justify-between gap-2">
          <label htmlFor={id} className="font-medium text-12 text-fg-2">
            {label}
          </label>
          {aside}
        </div>
      )}
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': finding?.severity === 'error' ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-11 text-fg-3">
          {hint}
        </p>
      )}
      {finding && (
        <p id={`${id}-finding`} className={`flex items-start gap-1 text-12 ${tone}`}>
          <Icon aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0">
            <Sentence of={finding.message} />
          </span>
        </p>
      )}
    </div>
  );
}
