// Which addresses are one page, for the focus, and which pages have put it somewhere themselves.
import { expect, it } from 'vitest';
import { pageOf, tookFocus } from './use-focus-heading';

it('takes the whole inbox for one page, and everything else for pages of their own', () => {
  expect(pageOf('/w/ws_1/inbox/mine')).toBe(pageOf('/w/ws_1/inbox/all_open/cnv_1'));
  expect(pageOf('/w/ws_1/settings/tags')).not.toBe(pageOf('/w/ws_1/settings/members'));
  expect(pageOf('/w/ws_1/contacts')).not.toBe(pageOf('/w/ws_1/contacts/con_1'));
});

it('leaves the focus where the new page put it, not where the page before had it', () => {
  const main = document.createElement('main');
  main.tabIndex = -1;
  const [menu, old, box] = [
    document.createElement('button'),
    document.createElement('button'),
    document.createElement('input'),
  ];
  main.append(old, document.createElement('h1'), box);
  document.body.append(menu, main);
  menu.focus();
  expect(tookFocus(main, menu)).toBe(false);
  old.focus();
  expect(tookFocus(main, old)).toBe(false);
  box.focus();
  expect(tookFocus(main, menu)).toBe(true);
  main.focus();
  expect(tookFocus(main, menu)).toBe(false);
});
