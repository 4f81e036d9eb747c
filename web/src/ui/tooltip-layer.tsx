// One tooltip for the whole page: any element with `data-tooltip` gets it on hover and focus; Esc takes it away.
import { useEffect, useRef, useState } from 'react';
import { Kbd } from './kbd';

interface Shown {
  text: string;
  keys: string | undefined;
  target: Element;
}

const HOVER_DELAY = 450;
const GAP = 6;

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const bubble = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: Element | null = null;
    const hide = () => {
      clearTimeout(timer);
      current = null;
      setShown(null);
    };
    const show = (target: Element, delay: number) => {
      if (target === current) return;
      hide();
      current = target;
      timer = setTimeout(() => {
        const text = target.getAttribute('data-tooltip');
        const menuIsOpen = target.getAttribute('aria-expanded') === 'true';
        if (!text || menuIsOpen || !target.isConnected) return;
        setShown({ text, keys: target.getAttribute('data-tooltip-keys') ?? undefined, target });
      }, delay);
    };
    const owner = (event: Event) => (event.target instanceof Element ? event.target.closest('[data-tooltip]') : null);

    const over = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      if (event.target instanceof Node && bubble.current?.contains(event.target)) return;
      const target = owner(event);
      if (target) show(target, HOVER_DELAY);
      else if (current) hide();
    };
    const focus = (event: FocusEvent) => {
      const target = owner(event);
      if (target?.matches(':focus-visible')) show(target, 0);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', key);
    document.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', key);
      document.removeEventListener('scroll', hide, true);
    };
  }, []);

  useEffect(() => {
    if (shown && bubble.current) place(bubble.current, shown.target);
  }, [shown]);

  if (!shown) return null;
  return (
    <div
      ref={bubble}
      role="tooltip"
      className="invisible fixed start-0 top-0 z-50 flex max-w-72 items-center gap-2 rounded-control bg-fg px-2 py-1 font-medium text-12 text-surface shadow-2"
    >
      <span>{shown.text}</span>
      {shown.keys && <Kbd keys={shown.keys} />}
    </div>
  );
}

/** Below its element, or above where there is no room; never off the page. */
function place(bubble: HTMLElement, target: Element) {
  const at = target.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = at.bottom + GAP + own.height < innerHeight - GAP;
  const top = below ? at.bottom + GAP : at.top - GAP - own.height;
  const left = Math.min(Math.max(GAP, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - GAP);
  bubble.style.insetInlineStart = 'auto';
  bubble.style.left = `${left}px`;
  bubble.style.top = `${Math.max(GAP, top)}px`;
  bubble.style.visibility = 'visible';
}
