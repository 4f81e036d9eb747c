// What can be done with a message from its bubble. All optional: what is missing is not offered. Pass one stable object, bubbles are memoised.
import type { ContactCard } from './content';
import type { Action } from './interactive';
import type { MessageView } from './message';

/** A button a customer can press. */
export interface Tap {
  /** Reply id, payload or label: whatever names it. */
  id: string;
  /** Of a card in a carousel. */
  card?: number;
}

export interface BubbleActions {
  /** Jump to the quoted message. */
  onQuote?(message: string): void;
  /** Send again what failed. */
  onRetry?(message: MessageView): void;
  /** Decide about a send whose end nobody saw. */
  onResolve?(message: MessageView, as: 'resend' | 'sent'): void;
  /** Fetch the file from WhatsApp again. */
  onDownloadAgain?(message: MessageView): void;
  /** Show the file large; without it the bubble opens its own viewer. */
  onOpenMedia?(message: MessageView): void;
  /** Take back one's own reaction. */
  onRemoveReaction?(message: MessageView): void;
  /** Show the run of a flow that wrote it. */
  onOpenRun?(run: string, step: number | null): void;
  /** Show what was filled in, where it is kept with all others of the form. */
  onOpenSubmission?(form: string, submission: string): void;
  onStartConversation?(card: ContactCard): void;
  onSaveContact?(card: ContactCard): void;
  /** Offer the raw JSON of what cannot be drawn. */
  showRaw?: boolean;

  /** On the customer's phone: */
  onTap?(message: MessageView, tap: Tap): void;
  onOpenList?(message: MessageView, list: Extract<Action, { kind: 'list' }>): void;
  onOpenForm?(message: MessageView): void;
  onShareLocation?(message: MessageView): void;
  onShareContact?(message: MessageView): void;
  onCallPermission?(message: MessageView): void;
  onCall?(message: MessageView): void;
  /** Look at products and put together an order. */
  onShop?(message: MessageView, ids: readonly string[]): void;
  onPlayed?(message: MessageView): void;
}

export const noActions: BubbleActions = {};
