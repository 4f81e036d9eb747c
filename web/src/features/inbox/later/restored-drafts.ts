// Words that were taken back go to the composer of their conversation, wherever it is on the page.

type Listener = (text: string) => void;

const listeners = new Map<string, Listener>();

export function restoreDraft(conversation: string, text: string): void {
  listeners.get(conversation)?.(text);
}

/** The composer of a conversation takes words back; gives what ends that. */
export function takeRestored(conversation: string, listener: Listener): () => void {
  listeners.set(conversation, listener);
  return () => {
    if (listeners.get(conversation) === listener) listeners.delete(conversation);
  };
}
