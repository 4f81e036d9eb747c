// The words for what has become of a message.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { MessageStatus } from '~/api/schema';

export const statusNames: Record<MessageStatus, MessageDescriptor> = {
  received: msg`Received`,
  queued: msg`Waiting to be sent`,
  sending: msg`Being sent`,
  unknown: msg`Not confirmed`,
  accepted: msg`Accepted by WhatsApp`,
  sent: msg`Sent`,
  delivered: msg`Delivered`,
  read: msg`Read`,
  played: msg`Played`,
  failed: msg`Failed`,
};
