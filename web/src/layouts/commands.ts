// The register of what can be done from the keyboard. A page adds its commands; keys and the shortcuts sheet read from here.
import { useEffect, useSyncExternalStore } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { load } from '~/lib/storage';

export type CommandScope = 'global' | 'list' | 'thread' | 'composer' | 'builder';

export interface Command {
  id: string;
  label: string;
  scope: CommandScope;
  /** As tinykeys reads them: `j`, `Shift+?`, `g i`, `$mod+k`. The first way is the one that is shown. */
  keys: readonly [string, ...string[]];
  run: () => void;
  /** Works while writing in a text field too. */
  whileTyping?: boolean;
}

let commands: ReadonlyMap<string, Command> = new Map();
const listeners = new Set<() => void>();

/** Offers commands while the component is on the page. */
export function useCommands(list: readonly Command[]): void {
  useEffect(() => {
    commands = new Map([...commands, ...list.map((command): [string, Command] => [command.id, command])]);
    emit();
    return () => {
      const rest = new Map(commands);
      for (const command of list) if (rest.get(command.id) === command) rest.delete(command.id);
      commands = rest;
      emit();
    };
  }, [list]);
}

export function useAllCommands(): ReadonlyMap<string, Command> {
  return useSyncExternalStore(subscribe, () => commands);
}

/** Single-letter keys can be switched off (WCAG 2.1.4). */
export function singleKeysAreOn(): boolean {
  return load('single-keys') !== false;
}

/** Listens for every command's keys. Mounted once, by the layout. */
export function useCommandKeys(): void {
  const all = useAllCommands();
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const command of all.values()) {
      for (const keys of command.keys) bindings[keys] = (event) => press(command, keys, event);
    }
    const handler = createKeybindingsHandler(longestFirst(bindings));
    window.addEventListener('keydown', handler);
    return () => window.removeEventListener('keydown', handler);
  }, [all]);
}

/** `g e` is asked before `e`: who has gone somewhere has not closed a conversation on the way. */
function longestFirst<Handler>(bindings: Record<string, Handler>): Record<string, Handler> {
  const presses = (keys: string) => keys.split(' ').length;
  return Object.fromEntries(Object.entries(bindings).sort(([one], [other]) => presses(other) - presses(one)));
}

function press(command: Command, keys: string, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (!command.whileTyping && (isTyping(event.target) || isInOverlay(event.target))) return;
  if (!keys.includes('$mod') && keys !== 'Escape' && !singleKeysAreOn()) return;
  event.preventDefault();
  command.run();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

/** Menus and dialogs hold the focus while they are open, and have keys of their own. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="menu"], [role="dialog"], [role="alertdialog"]') !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function emit(): void {
  for (const listener of listeners) listener();
}
