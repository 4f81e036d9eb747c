// The names of priorities, the most pressing first.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Conversation } from '~/api/schema';

export { priorities } from '~/api/conversations';

export const priorityNames: Record<Conversation['priority'], MessageDescriptor> = {
  urgent: msg`Urgent`,
  high: msg`High`,
  normal: msg`Normal`,
  low: msg`Low`,
};
