// Which addresses are one page, for the focus, and which pages have put it somewhere themselves.
import { expect, it } from 'vitest';
import { pageOf, tookFocus } from './use-focus-heading';

it('takes the whole inbox for one page, and everything else for pages of their own', () => {
  expect(pageOf('/w/ws_1/inbox/mine')).toBe(pageOf('/w/ws_1/inbox/all_open/cnv_1'));
  expect(pageOf('/w/ws_1/settings/tags')).not.toBe(pageOf('/w/ws_1/settings/members'));
  expect(pageOf('/w/ws_1/contacts')).not.toBe(pageOf('/w/ws_1/contacts/con_1'));
});

it('leaves the focus where the new page put it, not where the page before had it', () => {
  document.body.innerHTML =
    '<nav><a href="/">Search</a></nav><main tabindex="-1"><a href="/">Old</a><h1>Search</h1><input></main>';
  const main = document.querySelector('main') as HTMLElement;
  const [menu, old] = document.querySelectorAll('a');
  menu?.focus();
  expect(tookFocus(main, menu ?? null)).toBe(false);
  old?.focus();
  expect(tookFocus(main, old ?? null)).toBe(false);
  document.querySelector('input')?.focus();
  expect(tookFocus(main, menu ?? null)).toBe(true);
  main.focus();
  expect(tookFocus(main, menu ?? null)).toBe(false);
});
