// Why a phone does not accept an entry, in words.
import { useLingui } from '@lingui/react/macro';
import type { Why } from './refuse';

export function useWhyWords(): (why: Why) => string {
  const { t } = useLingui();
  return (why) => {
    switch (why.why) {
      case 'required':
        return t`This is required`;
      case 'too_short':
        return t`At least ${why.limit} characters`;
      case 'too_long':
        return t`At most ${why.limit} characters`;
      case 'too_few':
        return t`Choose at least ${why.limit}`;
      case 'too_many':
        return t`Choose at most ${why.limit}`;
      case 'not_a_number':
        return t`Enter a number`;
      case 'not_an_email':
        return t`Enter an email address`;
      case 'not_a_phone_number':
        return t`Enter a phone number`;
      case 'not_a_passcode':
        return t`Digits only`;
      case 'pattern':
        return t`This is not in the expected format`;
      case 'not_an_option':
        return t`Choose one of the options`;
      case 'not_a_date':
        return t`Choose a date`;
      case 'too_early':
        return t`This date is too early`;
      case 'too_late':
        return t`This date is too late`;
      case 'day_not_offered':
        return t`This day is not available`;
      case 'wrong_type':
        return t`This value does not fit`;
    }
  };
}
