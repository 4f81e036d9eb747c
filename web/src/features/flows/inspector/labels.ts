// What settings are called, in which order they stand, and which of them are shown only on demand.
import { t } from '@lingui/core/macro';

/** The most telling first; what is not named comes after, by the alphabet. */
const order = [
  'do',
  'type',
  'by',
  'what',
  'triggers',
  'kind',
  'template',
  'languages',
  'method',
  'url',
  'function',
  'flow',
  'wa_flow',
  'connection',
  'system',
  'header',
  'header_text',
  'header_media',
  'media',
  'body',
  'prompt',
  'text',
  'title',
  'footer',
  'label',
  'button',
  'buttons',
  'sections',
  'rows',
  'description',
  'cases',
  'when',
  'answer',
  'left',
  'is',
  'right',
  'variable',
  'field',
  'name',
  'to',
  'value',
  'latitude',
  'longitude',
  'address',
  'user',
  'team',
  'strategy',
  'message',
  'note',
  'file',
  'asset',
  'from',
  'save_to',
  'save_to_field',
  'from_list',
  'retries',
  'retry_text',
  'timeout_seconds',
  'reminder',
];

const later = new Set([
  'capacity',
  'first',
  'from_list',
  'headers',
  'id',
  'max_cost_micros',
  'max_tokens',
  'memory_messages',
  'mock',
  'model',
  'only_when',
  'prefill',
  'preview',
  'quote',
  'reminder',
  'retries',
  'retry_text',
  'save_to_field',
  'screen',
  'silent',
  'times',
  'token_seconds',
  'unavailable',
  'version',
]);

export function inOrder(names: readonly string[]): string[] {
  const placeOf = (name: string) => {
    const place = order.indexOf(name);
    return place === -1 ? order.length : place;
  };
  return [...names].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
}

export function isForLater(name: string): boolean {
  return later.has(name);
}

export function fieldLabel(name: string): string {
  switch (name) {
    case 'do':
      return t`What is done`;
    case 'by':
      return t`Which messages`;
    case 'what':
      return t`What happens`;
    case 'url':
      return t`Address`;
    case 'wa_flow':
      return t`WA Flow`;
    case 'system':
      return t`What it is told to be`;
    case 'prompt':
      return t`Question`;
    case 'header_text':
      return t`Value of the header`;
    case 'header_media':
      return t`File of the header`;
    case 'media':
      return t`File`;
    case 'answer':
      return t`Expected answer`;
    case 'save_to':
      return t`Save to variable`;
    case 'save_to_field':
      return t`Save to contact field`;
    case 'from_list':
      return t`Choices from a list`;
    case 'retries':
      return t`Ask again, times`;
    case 'retry_text':
      return t`Words when asking again`;
    case 'timeout_seconds':
      return t`Wait at most`;
    case 'after_seconds':
      return t`After`;
    case 'token_seconds':
      return t`Form can be sent in for`;
    case 'only_when':
      return t`Only when`;
    case 'when':
      return t`Condition`;
    case 'reply_ends_it':
      return t`A reply ends the wait`;
    case 'online_only':
      return t`Only who is online`;
    case 'add_tags':
    case 'add':
      return t`Add tags`;
    case 'remove_tags':
    case 'remove':
      return t`Remove tags`;
    case 'close_conversation':
      return t`Close the conversation too`;
    case 'preview':
      return t`Preview of the first link`;
    case 'quote':
      return t`Quote the last message`;
    case 'mock':
      return t`Answer in tests`;
    case 'mapping':
      return t`Take from the answer`;
    case 'times':
      return t`At most, times`;
    case 'max_cost_micros':
      return t`Cost at most, in millionths`;
    case 'asset':
      return t`File of the workspace`;
    case 'id':
      return t`Id of the exit`;
    case 'seconds':
      return t`For`;
    default:
      return humane(name);
  }
}

/** `round_robin` → `Round robin` */
export function humane(word: string): string {
  const words = word.replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
