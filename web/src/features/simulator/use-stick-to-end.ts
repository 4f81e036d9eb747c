// Opens a chat at its end and stays there while the reader is near it, also when pictures arrive late; older messages appear above without a jump.
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Closer to the end than this, what is added keeps the end in sight. */
const NEAR_PX = 80;

interface Ends {
  /** The oldest message that is drawn. */
  first: string | null;
  /** The newest one, when the reader wrote it: it is always shown. */
  own: string | null;
}

interface Refs {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
}

export function useStickToEnd({ first, own }: Ends): Refs {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const fromEnd = useRef(0);

  useLayoutEffect(() => {
    const [outer, inner] = [scroller.current, content.current];
    if (!outer || !inner) return;
    const note = () => {
      fromEnd.current = outer.scrollHeight - outer.scrollTop;
    };
    const stick = () => {
      if (fromEnd.current - outer.clientHeight < NEAR_PX) outer.scrollTop = outer.scrollHeight;
      note();
    };
    outer.scrollTop = outer.scrollHeight;
    note();
    const grown = new ResizeObserver(stick);
    grown.observe(inner);
    grown.observe(outer);
    outer.addEventListener('scroll', note, { passive: true });
    return () => {
      grown.disconnect();
      outer.removeEventListener('scroll', note);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when older messages were put above
  useLayoutEffect(() => {
    const outer = scroller.current;
    if (outer) outer.scrollTop = outer.scrollHeight - fromEnd.current;
  }, [first]);

  useLayoutEffect(() => {
    const outer = scroller.current;
    if (outer && own !== null) outer.scrollTop = outer.scrollHeight;
  }, [own]);

  return { scroller, content };
}
