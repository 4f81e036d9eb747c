// What every bubble is given.
import type { ReactNode } from 'react';
import type { BubbleActions } from '../actions';
import type { MessageView, Perspective } from '../message';
import type { TemplateView } from '../template';

export interface BubbleProps<Content> {
  message: MessageView;
  content: Content;
  perspective: Perspective;
  actions: BubbleActions;
  /** Stands invisibly behind the last word, to keep room for the time. */
  tail: ReactNode;
  /** Ids of the choices the customer already used. */
  chosen: readonly string[];
  /** The definition of a template message, where the screen has it. */
  template: TemplateView | null;
}
