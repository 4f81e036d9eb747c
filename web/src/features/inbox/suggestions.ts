// A list of suggestions over a text box: the caret stays in the text, the arrows move in the list, and assistive technology hears of it.
import { type RefObject, useEffect, useRef, useState } from 'react';

export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Where the caret stands; null while something is selected or the focus is elsewhere. */
export function useCaret(box: RefObject<HTMLTextAreaElement | null>): number | null {
  const [caret, setCaret] = useState<number | null>(null);
  useEffect(() => {
    const read = () => {
      const element = box.current;
      const alone = element && document.activeElement === element && element.selectionStart === element.selectionEnd;
      setCaret(alone ? element.selectionStart : null);
    };
    read();
    const element = box.current;
    document.addEventListener('selectionchange', read);
    element?.addEventListener('input', read);
    element?.addEventListener('blur', read);
    return () => {
      document.removeEventListener('selectionchange', read);
      element?.removeEventListener('input', read);
      element?.removeEventListener('blur', read);
    };
  }, [box]);
  return caret;
}

interface Keys {
  move: (by: number) => void;
  take: () => boolean;
  close: () => void;
}

/** Keys of the open list come before what the text box does with them. */
export function useBoxKeys(box: RefObject<HTMLTextAreaElement | null>, open: boolean, keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const element = box.current;
    if (!open || !element) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      const { move, take, close } = latest.current;
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Escape') close();
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        if (!take()) return;
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener('keydown', onKeyDown);
    return () => element.removeEventListener('keydown', onKeyDown);
  }, [box, open]);
}

/** Tells assistive technology which option the arrows are at. */
export function useListOf(
  box: RefObject<HTMLTextAreaElement | null>,
  shown: { list: string; option: string } | null,
): void {
  const { list, option } = shown ?? {};
  useEffect(() => {
    const element = box.current;
    if (!element || !list || !option) return;
    element.setAttribute('aria-autocomplete', 'list');
    element.setAttribute('aria-controls', list);
    element.setAttribute('aria-activedescendant', option);
    return () => {
      for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant']) element.removeAttribute(name);
    };
  }, [box, list, option]);
}
