// Conversations that went into another one when their contacts turned out to be one person, as far as this page was told.

const moved = new Map<string, string>();

export function noteMoved(conversation: string, into: string): void {
  moved.set(conversation, into);
}

/** Where its messages are now; through several merges to the last. */
export function movedTo(conversation: string): string | null {
  let at = conversation;
  // As many steps as there are moves at most, whatever was told.
  for (let steps = moved.size; steps > 0; steps -= 1) {
    const next = moved.get(at);
    if (next === undefined) break;
    at = next;
  }
  return at === conversation ? null : at;
}
