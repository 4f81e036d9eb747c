// Keys that run commands: a sequence wins over its last key alone.
import { renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { type Command, useCommandKeys, useCommands } from './commands';

it('goes somewhere without doing what the last key does alone', () => {
  const close = vi.fn();
  const go = vi.fn();
  const commands: Command[] = [
    { id: 'close', label: 'Close', scope: 'list', keys: ['e'], run: close },
    { id: 'go', label: 'Go', scope: 'global', keys: ['g e'], run: go },
  ];
  const { unmount } = renderHook(() => {
    useCommands(commands);
    useCommandKeys();
  });
  const press = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  press('g');
  press('e');
  expect(go).toHaveBeenCalledTimes(1);
  expect(close).not.toHaveBeenCalled();
  press('e');
  expect(close).toHaveBeenCalledTimes(1);
  unmount();
});
