// Undoing by key: once, with the toast gone, and not what was undone in the toast already.
import { expect, it, vi } from 'vitest';
import { acted, attachToaster, type ToastOptions, toast, undoLast } from './toast';

it('undoes the last toast once and takes it away', () => {
  const toaster = { show: vi.fn(), hide: vi.fn() };
  const detach = attachToaster(toaster);
  const undo = vi.fn();
  const closed: ToastOptions = { title: 'Closed', action: { label: 'Undo', onClick: undo } };
  toast(closed);
  toast({ title: 'Saved' });
  expect(undoLast()).toBe(true);
  expect(undoLast()).toBe(false);
  expect(undo).toHaveBeenCalledTimes(1);
  expect(toaster.hide).toHaveBeenCalledExactlyOnceWith(closed);

  const assigned: ToastOptions = { title: 'Assigned', action: { label: 'Undo', onClick: undo } };
  toast(assigned);
  acted(assigned);
  expect(undoLast()).toBe(false);
  expect(undo).toHaveBeenCalledTimes(1);
  detach();
});
