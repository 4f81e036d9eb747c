// After going to another page, the focus is on its heading, so that screen readers say where one is. Moving through the inbox is
// not going to another page.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

export function useFocusHeading(): void {
  const router = useRouter();
  useEffect(() => {
    let here = pageOf(router.state.location.pathname);
    let stop = () => {};
    let before: Element | null = null;
    const leaving = router.subscribe('onBeforeLoad', () => {
      before = document.activeElement;
    });
    const rendered = router.subscribe('onRendered', ({ toLocation }) => {
      const page = pageOf(toLocation.pathname);
      if (page === here) return;
      here = page;
      stop();
      const main = document.querySelector('main');
      if (main && !tookFocus(main, before)) stop = focusHeading(main);
    });
    return () => {
      leaving();
      rendered();
      stop();
    };
  }, [router]);
}

/** The new page has put the focus where one goes on, such as the box of a search. */
export function tookFocus(main: HTMLElement, before: Element | null): boolean {
  const now = document.activeElement;
  return now !== null && now !== main && now !== before && main.contains(now);
}

/** Focuses the heading, now or when the page that is still being fetched brings it. Returns how to call it off. */
function focusHeading(main: HTMLElement): () => void {
  const take = () => {
    const heading = main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (take()) return () => {};
  main.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    const untouched = document.activeElement === main || document.activeElement === document.body;
    if (!untouched || take()) observer.disconnect();
  });
  observer.observe(main, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/** `/w/ws_1/inbox/mine/cnv_1` is the page `inbox`; elsewhere every address is a page of its own. */
export function pageOf(pathname: string): string {
  const [, , , place = '', ...rest] = pathname.split('/');
  return place === 'inbox' ? place : [place, ...rest].join('/');
}
