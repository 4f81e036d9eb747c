// The text catalogue in use. English stands in the code itself, so nothing is loaded for it.
import { i18n } from '@lingui/core';

i18n.load('en', {});
i18n.activate('en');

export { i18n };

/** What Intl formats in: the browser's region with our language. */
export function locale(): string {
  const wanted = typeof navigator === 'undefined' ? undefined : navigator.language;
  return wanted?.startsWith(i18n.locale) ? wanted : i18n.locale;
}
