// Meta's words about templates, as people read them, with their colours.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { locale } from '~/lib/i18n';

type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'outline';

const states: Record<string, { label: MessageDescriptor; tone: Tone; means: MessageDescriptor }> = {
  APPROVED: { label: msg`Approved`, tone: 'success', means: msg`It can be sent.` },
  PENDING: { label: msg`In review`, tone: 'accent', means: msg`Meta looks at it: usually minutes, at most a day.` },
  REJECTED: {
    label: msg`Rejected`,
    tone: 'danger',
    means: msg`Meta does not allow it. Change it and send it in again.`,
  },
  PAUSED: {
    label: msg`Paused`,
    tone: 'warning',
    means: msg`Meta stopped it because people did not like it: three hours the first time, six the second. The third time it is switched off.`,
  },
  DISABLED: { label: msg`Disabled`, tone: 'danger', means: msg`Meta switched it off for good.` },
  IN_APPEAL: { label: msg`In appeal`, tone: 'accent', means: msg`Meta looks at its own decision again.` },
  LIMIT_EXCEEDED: {
    label: msg`Too many`,
    tone: 'warning',
    means: msg`The account has reached its number of templates.`,
  },
  ARCHIVED: {
    label: msg`Archived`,
    tone: 'neutral',
    means: msg`Meta put it away because nobody used it, and deletes it after 28 days.`,
  },
  PENDING_DELETION: {
    label: msg`Being deleted`,
    tone: 'neutral',
    means: msg`It goes once everything sent with it has arrived.`,
  },
};

const categories: Record<string, MessageDescriptor> = {
  MARKETING: msg`Marketing`,
  UTILITY: msg`Utility`,
  AUTHENTICATION: msg`Authentication`,
};

const qualities: Record<string, { label: MessageDescriptor; tone: Tone }> = {
  GREEN: { label: msg`High quality`, tone: 'success' },
  YELLOW: { label: msg`Medium quality`, tone: 'warning' },
  RED: { label: msg`Low quality`, tone: 'danger' },
};

const reasons: Record<string, MessageDescriptor> = {
  ABUSIVE_CONTENT: msg`It threatens, insults or asks for what it should not.`,
  CATEGORY_NOT_AVAILABLE: msg`Its category is not available to this account.`,
  INCORRECT_CATEGORY: msg`Its words do not fit its category.`,
  INVALID_FORMAT: msg`Its form is wrong: variables, samples, spelling or links.`,
  PROMOTIONAL: msg`It advertises, and its category does not allow that.`,
  SCAM: msg`It looks like fraud.`,
  TAG_CONTENT_MISMATCH: msg`Its language or category does not fit its words.`,
  FIRST_PAUSE: msg`First pause: three hours.`,
  SECOND_PAUSE: msg`Second pause: six hours. After a third it is switched off.`,
  RATE_LIMITING_PAUSE: msg`It was sent too much too fast.`,
};

export const statusWords = Object.keys(states);
export const categoryWords = Object.keys(categories);
export const qualityWords = Object.keys(qualities);

/** All words at once, in the reader's language. A word Meta added since stays Meta's. */
export function useTemplateWords() {
  const { _ } = useLingui();
  const plain = (word: string) => word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');
  const one = (found: MessageDescriptor | undefined, word: string) => (found ? _(found) : plain(word));
  return {
    status: (word: string) => one(states[word]?.label, word),
    statusTone: (word: string): Tone => states[word]?.tone ?? 'neutral',
    statusMeans: (word: string) => (states[word] ? _(states[word].means) : null),
    category: (word: string) => one(categories[word], word),
    quality: (word: string) => (qualities[word] ? _(qualities[word].label) : null),
    qualityTone: (word: string): Tone => qualities[word]?.tone ?? 'neutral',
    reason: (word: string) => one(reasons[word], word),
    language: languageName,
  };
}

/** pt_BR → Brazilian Portuguese, in the reader's language. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}
