// What every part of the form needs: what is wrong, and whether gaps are shown yet.
import { createContext, type ReactNode, use } from 'react';
import type { TemplateFinding } from '~/api/templates';
import type { Findings } from './findings';

interface Form {
  findings: Findings;
  /** Somebody pressed Submit: what is only not filled in yet counts as wrong now. */
  tried: boolean;
  locked: string | null;
}

const Context = createContext<Form | null>(null);

export function FormContext({ value, children }: { value: Form; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

const gaps = new Set([
  'name.empty',
  'text.empty',
  'sample.missing',
  'url.empty',
  'buttons.empty',
  'button.flow',
  'phone.form',
  'otp.app',
  'otp.terms',
]);

export function isGap(finding: TemplateFinding): boolean {
  return gaps.has(finding.code);
}

export function useForm() {
  const form = use(Context);
  if (form === null) throw new Error('a part of the form stands outside it');
  const shown = (finding: TemplateFinding | undefined) =>
    finding?.is_error && (form.tried || !isGap(finding)) ? finding.detail : undefined;
  return {
    ...form,
    /** The error to show at this place. */
    error: (place: string) => shown(form.findings.at(place)),
    /** What Meta may dislike there. */
    warning: (place: string) => {
      const finding = form.findings.at(place);
      return finding && !finding.is_error ? finding.detail : undefined;
    },
  };
}
