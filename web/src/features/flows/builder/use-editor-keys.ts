// The keys of the editor, in the register that the shortcuts sheet reads; copy and paste listen to the clipboard itself.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo } from 'react';
import { type Command, useCommands } from '~/layouts/commands';
import { useAutosave } from './save-note';
import { useEditorStore } from './store';
import { useUiStore } from './ui';
import { useActions } from './use-actions';

export function useEditorKeys(onView: () => void): readonly Command[] {
  const { t } = useLingui();
  const store = useEditorStore();
  const ui = useUiStore();
  const actions = useActions();
  const { flush } = useAutosave();
  const commands = useMemo((): Command[] => {
    const one = () => {
      const [only, more] = [...store.getState().selection.nodes];
      return more ? undefined : only;
    };
    const make = (id: string, label: string, keys: Command['keys'], run: () => void, whileTyping = false): Command => ({
      id: `flow-${id}`,
      label,
      scope: 'builder',
      keys,
      run,
      ...(whileTyping && { whileTyping }),
    });
    return [
      make('undo', t`Undo`, ['$mod+z'], () => store.getState().undo()),
      make('redo', t`Redo`, ['$mod+Shift+z', '$mod+y'], () => store.getState().redo()),
      make('save', t`Save now`, ['$mod+s'], () => void flush(), true),
      make('test', t`Test`, ['$mod+Enter'], () => ui.setState({ panel: 'test' }), true),
      make('duplicate', t`Duplicate`, ['$mod+d'], () => actions.duplicate()),
      make('all', t`Select everything`, ['$mod+a'], () => actions.selectAll()),
      make('group', t`Put a frame around`, ['$mod+g'], () => actions.group()),
      make('delete', t`Delete`, ['Delete', 'Backspace'], () => actions.remove()),
      make('add', t`Add a step`, ['a'], () => {
        const id = one();
        if (id) actions.append(id);
        else ui.setState({ choosing: { what: 'kind', at: { x: window.innerWidth / 2 - 148, y: 120 } } });
      }),
      make('connect', t`Draw a line`, ['c'], () => {
        const id = one();
        if (id) actions.connectFrom(id);
      }),
      make('rename', t`Rename`, ['F2'], () => ui.setState({ renaming: one() ?? null })),
      make('find', t`Find a step`, ['f'], () => actions.find()),
      make('outline', t`Outline or canvas`, ['o'], onView),
      make('tidy', t`Tidy up`, ['Shift+T'], () => actions.tidy()),
      make('fit', t`Show everything`, ['Shift+1', 'Shift+!'], () => actions.fit()),
      make('fit-selection', t`Show what is selected`, ['Shift+2', 'Shift+@', 'Shift+"'], () => actions.fitSelection()),
      make('actual', t`Actual size`, ['Shift+0', 'Shift+)', 'Shift+='], () => actions.actualSize()),
    ];
  }, [t, store, ui, actions, flush, onView]);
  useCommands(commands);
  useClipboard();
  return commands;
}

function useClipboard(): void {
  const actions = useActions();
  const store = useEditorStore();
  useEffect(() => {
    const isOurs = (event: Event) => {
      const target = event.target;
      if (!(target instanceof Element)) return true;
      const typing = target.closest('input, textarea, [contenteditable="true"], [role="dialog"]') !== null;
      return !typing && (window.getSelection()?.isCollapsed ?? true);
    };
    const onCopy = (event: ClipboardEvent) => {
      const text = isOurs(event) ? actions.clipText() : null;
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
      if (event.type === 'cut' && store.getState().editable) actions.remove();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      if (actions.pasteText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [actions, store]);
}
