// After going to another page, the focus is on its heading, so that screen readers say where one is. Moving through the inbox is
// not going to another page.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

export function useFocusHeading(): void {
  const router = useRouter();
  useEffect(() => {
    let here = pageOf(router.state.location.pathname);
    return router.subscribe('onRendered', ({ toLocation }) => {
      const page = pageOf(toLocation.pathname);
      if (page === here) return;
      here = page;
      const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
    });
  }, [router]);
}

/** `/w/ws_1/inbox/mine/cnv_1` is the page `inbox`; elsewhere every address is a page of its own. */
export function pageOf(pathname: string): string {
  const [, , , place = '', ...rest] = pathname.split('/');
  return place === 'inbox' ? place : [place, ...rest].join('/');
}
