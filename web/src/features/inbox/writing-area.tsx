// A growing text box: Enter sends, Shift+Enter breaks, input methods are left alone, marks wrap the selection.
import { type ClipboardEvent, type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { type Edit, toggleMark } from './text-edit';

interface WritingAreaProps {
  ref: Ref<HTMLTextAreaElement>;
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  onSend: () => void;
  onSendAndClose?: () => void;
  onFiles?: (files: File[]) => void;
}

const marks: Record<string, string> = { b: '*', i: '_', x: '~', e: '`' };

export function WritingArea({
  ref,
  label,
  placeholder,
  value,
  onChange,
  onSend,
  onSendAndClose,
  onFiles,
}: WritingAreaProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<Edit | null>(null);
  useImperativeHandle(ref, () => box.current ?? document.createElement('textarea'));

  // After a change made by us, the selection goes where it belongs.
  useLayoutEffect(() => {
    if (!caret.current || caret.current.text !== value) return;
    box.current?.setSelectionRange(caret.current.start, caret.current.end);
    caret.current = null;
  }, [value]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: the key belongs to an input method (Safari ends composition before it reports Enter).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (mod && onSendAndClose) onSendAndClose();
      else onSend();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      leave(event.currentTarget);
    } else if (mod) {
      const mark = marks[event.key.toLowerCase()];
      if (!mark || (mark === '~') !== event.shiftKey) return;
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      const edit = toggleMark({ text: value, start: selectionStart, end: selectionEnd }, mark);
      caret.current = edit;
      onChange(edit.text);
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (!onFiles || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };

  return (
    <textarea
      ref={box}
      dir="auto"
      rows={1}
      spellCheck
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      className="scroller field-sizing-content block max-h-[40vh] min-h-10 w-full resize-none bg-transparent px-3 py-2 text-14 outline-none coarse:text-16"
    />
  );
}

/** To the messages above, so that Tab and the arrows go on from here. */
function leave(box: HTMLTextAreaElement): void {
  const messages = box.closest('section')?.querySelector<HTMLElement>('[role="log"]');
  if (messages) messages.focus({ preventScroll: true });
  else box.blur();
}
