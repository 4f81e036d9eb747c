// A trigger in one line, and what its kinds are called.
import { t } from '@lingui/core/macro';
import { fields, list, number, text } from '~/whatsapp/read';
import { duration } from './duration';

export function triggerName(kind: string): string {
  switch (kind) {
    case 'api':
      return t`API call`;
    case 'button_payload':
      return t`Button tapped`;
    case 'contact_changed':
      return t`Contact changes`;
    case 'conversation':
      return t`Conversation changes`;
    case 'location':
      return t`Location shared`;
    case 'manual':
      return t`Agent's button`;
    case 'media':
      return t`File received`;
    case 'message':
      return t`Message received`;
    case 'order':
      return t`Order received`;
    case 'reaction':
      return t`Reaction`;
    case 'referral':
      return t`Ad or link`;
    case 'schedule':
      return t`Schedule`;
    case 'status':
      return t`News of a sent message`;
    case 'submission':
      return t`WA Flow submitted`;
    case 'webhook':
      return t`Webhook`;
    default:
      return kind.replaceAll('_', ' ');
  }
}

export function triggerSentence(trigger: unknown): string {
  const own = fields(trigger);
  const kind = text(own.type) ?? '';
  switch (kind) {
    case 'message':
      return messageSentence(fields(own.match));
    case 'button_payload':
      return t`Button “${text(own.payload) ?? ''}”`;
    case 'api':
      return t`API: ${text(own.name) ?? ''}`;
    case 'manual':
      return t`Agent presses “${text(own.label) ?? ''}”`;
    case 'schedule':
      return t`Schedule: ${text(own.name) || text(own.cron) || text(own.once) || ''}`;
    case 'contact_changed':
    case 'conversation':
    case 'status':
      return watchSentence(kind, fields(own.watch));
    default:
      return triggerName(kind);
  }
}

function messageSentence(match: Record<string, unknown>): string {
  const said = list(match.words)
    .map((word) => `“${text(word) ?? ''}”`)
    .join(', ');
  switch (match.by) {
    case 'any':
      return t`Any message`;
    case 'exact':
      return t`Message is ${said}`;
    case 'contains':
      return t`Message contains ${said}`;
    case 'starts':
      return t`Message starts with ${said}`;
    case 'word':
      return t`Message has the word ${said}`;
    case 'regex':
      return t`Message matches ${text(match.pattern) ?? ''}`;
    case 'first':
      return t`First message ever`;
    case 'first_in_days':
      return t`First message in ${duration((number(match.days) ?? 0) * 86_400)}`;
    case 'outside_hours':
      return t`Message outside opening hours`;
    default:
      return t`Message received`;
  }
}

function watchSentence(kind: string, watch: Record<string, unknown>): string {
  switch (`${kind}.${String(watch.what)}`) {
    case 'contact_changed.tag_added':
      return t`Tag added: ${text(watch.tag) ?? ''}`;
    case 'contact_changed.tag_removed':
      return t`Tag removed: ${text(watch.tag) ?? ''}`;
    case 'contact_changed.field':
      return t`Field changes: ${text(watch.name) ?? ''}`;
    case 'contact_changed.opt_in':
      return watch.allowed === false ? t`Contact opts out` : t`Contact opts in`;
    case 'conversation.opened':
      return t`Conversation opened`;
    case 'conversation.closed':
      return t`Conversation closed`;
    case 'conversation.assigned':
      return t`Conversation assigned`;
    case 'conversation.idle':
      return t`Nobody writes for ${duration((number(watch.minutes) ?? 0) * 60)}`;
    case 'status.delivered':
      return t`Message delivered`;
    case 'status.read':
      return t`Message read`;
    case 'status.failed':
      return t`Message failed`;
    case 'status.unread_for':
      return t`Not read for ${duration((number(watch.hours) ?? 0) * 3600)}`;
    default:
      return triggerName(kind);
  }
}
