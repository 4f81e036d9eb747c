// How wide an element is, for what depends on the room beside it rather than on the window.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** 0 until the element is on the page; known before the first paint. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    setWidth(target.offsetWidth);
    const observer = new ResizeObserver(() => setWidth(target.offsetWidth));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
