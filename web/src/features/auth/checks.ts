// What a form may check before the server does: only what would be refused for certain.
import { t } from '@lingui/core/macro';

export const PASSWORD_MIN = 12;

export function emailFault(email: string): string | undefined {
  if (email.trim() === '') return t`Enter your email address.`;
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : t`Enter a complete email address, like name@example.com.`;
}

export function passwordFault(password: string): string | undefined {
  return password.length < PASSWORD_MIN ? t`Use at least ${PASSWORD_MIN} characters.` : undefined;
}

export function requiredFault(value: string, what: string): string | undefined {
  return value.trim() === '' ? what : undefined;
}

/** Drops the fields that have no fault. */
export function faults(all: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).flatMap(([name, fault]) => (fault ? [[name, fault]] : [])));
}
