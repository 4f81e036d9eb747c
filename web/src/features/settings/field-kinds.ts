// What the types of fields are called, and what each is for.
import { useLingui } from '@lingui/react/macro';
import type { FieldKind } from '~/api/custom-fields';

export const fieldKinds: readonly FieldKind[] = ['text', 'number', 'date', 'boolean', 'choice', 'url'];

export function useFieldKinds(): { [kind in FieldKind]: { name: string; note: string } } {
  const { t } = useLingui();
  return {
    text: { name: t`Text`, note: t`A line of words` },
    number: { name: t`Number`, note: t`Whole or with decimals` },
    date: { name: t`Date`, note: t`A day of the calendar` },
    boolean: { name: t`Yes or no`, note: t`A switch` },
    choice: { name: t`Choice`, note: t`One of a list you write` },
    url: { name: t`Web address`, note: t`A link to open` },
  };
}
