// The composer takes back the words of a message that was undone or could not be scheduled; what is being written stays in front of them.
import { useEffect, useRef } from 'react';
import { joined, takeRestored } from './restored-drafts';

export function useRestored(conversation: string, text: string, setText: (text: string) => void): void {
  const latest = useRef({ text, setText });
  useEffect(() => {
    latest.current = { text, setText };
  });
  useEffect(
    () =>
      takeRestored(conversation, (restored) => {
        const { text: written, setText: write } = latest.current;
        write(joined(written, restored));
      }),
    [conversation],
  );
}
