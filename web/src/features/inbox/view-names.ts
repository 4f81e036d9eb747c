// The names of the views and orders, and what each says when it is empty.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Sort, View } from '~/api/conversations';

export const viewNames: Record<View, MessageDescriptor> = {
  mine: msg`Mine`,
  unassigned: msg`Unassigned`,
  all_open: msg`All open`,
  needs_reply: msg`Needs reply`,
  window_closing: msg`Window closing`,
  bot: msg`Bot handling`,
  failed: msg`Failed`,
  snoozed: msg`Snoozed`,
  closed: msg`Closed`,
  all: msg`Everything`,
};

export const emptyViews: Record<View, MessageDescriptor> = {
  mine: msg`Nothing is assigned to you.`,
  unassigned: msg`Every open conversation has somebody.`,
  all_open: msg`All caught up.`,
  needs_reply: msg`Nobody is waiting for an answer.`,
  window_closing: msg`No 24-hour window is about to close.`,
  bot: msg`No automation is talking right now.`,
  failed: msg`No message has failed.`,
  snoozed: msg`Nothing is snoozed.`,
  closed: msg`No conversation was closed yet.`,
  all: msg`No conversation yet. The first message from a customer starts one.`,
};

export const sortNames: Record<Sort, MessageDescriptor> = {
  newest: msg`Newest first`,
  oldest: msg`Oldest first`,
  waiting: msg`Longest waiting`,
  window: msg`Window ending soon`,
};
