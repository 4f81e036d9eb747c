// Which addresses are one page, for the focus.
import { expect, it } from 'vitest';
import { pageOf } from './use-focus-heading';

it('takes the whole inbox for one page, and everything else for pages of their own', () => {
  expect(pageOf('/w/ws_1/inbox/mine')).toBe(pageOf('/w/ws_1/inbox/all_open/cnv_1'));
  expect(pageOf('/w/ws_1/settings/tags')).not.toBe(pageOf('/w/ws_1/settings/members'));
  expect(pageOf('/w/ws_1/contacts')).not.toBe(pageOf('/w/ws_1/contacts/con_1'));
});
