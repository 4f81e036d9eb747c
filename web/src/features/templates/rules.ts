// What can be done to a template in its state; a reason where something cannot.
import { msg } from '@lingui/core/macro';
import type { MessageTemplate } from '~/api/templates';
import { i18n } from '~/lib/i18n';

const changeable = ['APPROVED', 'REJECTED', 'PAUSED'];

export function canBeChanged(template: MessageTemplate): string | null {
  return changeable.includes(template.status)
    ? null
    : i18n._(msg`Only approved, rejected and paused templates can be changed.`);
}
