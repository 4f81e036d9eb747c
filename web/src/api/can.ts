// May this member do that? A gate answers null (yes) or the reason, in words for the tooltip. The server decides in any case.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { i18n } from '~/lib/i18n';
import type { Conversation, Membership, Note } from './schema';

export type Refusal = string | null;

const words: Record<string, MessageDescriptor> = {
  ANALYST: msg`Analysts can read, not change. Ask an admin for the agent role.`,
  AGENT: msg`Your role does not allow this. Ask an admin.`,
  ADMIN: msg`Only owners may do this.`,
};

export class Gates {
  private readonly membership: Membership;
  private readonly userId: string;

  constructor(membership: Membership, userId: string) {
    this.membership = membership;
    this.userId = userId;
  }

  /** By the permission's own name, `noun:verb`. */
  permission(name: string): Refusal {
    if (this.membership.permissions.includes(name)) return null;
    return i18n._(words[this.membership.role] ?? msg`Your role does not allow this. Ask an admin.`);
  }

  /** To hide what a role never has. */
  has(name: string): boolean {
    return this.permission(name) === null;
  }

  /** A free-form message: role, then WhatsApp's rules. */
  send(conversation: Conversation): Refusal {
    const role = this.permission('messages:send');
    if (role) return role;
    if (conversation.contact.blocked) return i18n._(msg`This contact is blocked. Unblock them to write.`);
    if (conversation.contact.opted_out && !cameBack(conversation))
      return i18n._(msg`This contact opted out of messages.`);
    if (!conversation.window.open) return i18n._(msg`The 24-hour window is closed. Only templates can be sent.`);
    return null;
  }

  sendTemplate(conversation: Conversation): Refusal {
    const role = this.permission('messages:send');
    if (role) return role;
    return conversation.contact.blocked ? i18n._(msg`This contact is blocked. Unblock them to write.`) : null;
  }

  react(conversation: Conversation): Refusal {
    return this.send(conversation);
  }

  assign(): Refusal {
    return this.permission('conversations:assign');
  }

  update(): Refusal {
    return this.permission('conversations:update');
  }

  writeNotes(): Refusal {
    return this.permission('notes:write');
  }

  /** Own notes for everyone who writes; others' for admins. */
  deleteNote(note: Note): Refusal {
    if (note.author_id === this.userId) return this.writeNotes();
    const isAdmin = this.membership.role === 'ADMIN' || this.membership.role === 'OWNER';
    return isAdmin ? null : i18n._(msg`Only its author or an admin can delete a note.`);
  }

  updateContact(): Refusal {
    return this.permission('contacts:update');
  }
}

const WINDOW = 24 * 3_600_000;

/** They wrote again after they opted out: what answers that may go. */
export function cameBack({ contact, window }: Conversation): boolean {
  if (!contact.opted_out_at || !window.expires_at) return false;
  return Date.parse(window.expires_at) - WINDOW > Date.parse(contact.opted_out_at);
}
