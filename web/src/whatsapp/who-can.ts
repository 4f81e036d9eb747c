// Who can put right what is the matter with a message, in words.
import { useLingui } from '@lingui/react/macro';

/** For the `who` of a message's error; null where the server does not say. */
export function useWhoCan(): (who: string | null | undefined) => string | null {
  const { t } = useLingui();
  return (who) => {
    switch (who) {
      case 'agent':
        return t`You can fix this`;
      case 'admin':
        return t`An admin can fix this`;
      case 'contact':
        return t`Only the customer can change this`;
      case 'meta':
        return t`Meta has to fix this`;
      case 'developer':
        return t`Please report this`;
      case null:
      case undefined:
        return null;
      default:
        return t`Nobody can change this`;
    }
  };
}
