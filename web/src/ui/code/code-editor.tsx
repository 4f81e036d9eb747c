// A text box for code: colours, completion, problems at their places. Loaded by those who need it (`lazy`), for it is heavy.
import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Text, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { look } from './look';
import { ownRoot } from './own-root';

/** Where something is wrong; places count from 1, the end is exclusive. */
export interface CodeProblem {
  line: number;
  column: number;
  line_end: number;
  column_end: number;
  severity: 'error' | 'warning';
  message: string;
  source?: string;
}

interface Props {
  label: string;
  value: string;
  onChange?: (value: string) => void;
  language: 'json' | 'javascript';
  readOnly?: boolean;
  problems?: readonly CodeProblem[];
  complete?: CompletionSource;
  /** Go there and select; a new object goes again. */
  goTo?:
    | { line: number; column: number }
    | { pointer: string; find(text: string): { from: number; to: number } | null }
    | null;
  /** Ctrl or Cmd with S, and with Enter. */
  onSave?: () => void;
  onRun?: () => void;
}

export default function CodeEditor(props: Props) {
  const { label, value, language, readOnly = false, problems, goTo } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handlers = useRef(props);
  const still = useRef(new Compartment());
  useEffect(() => {
    handlers.current = props;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor lives as long as its language; what changes is told to it below
  useEffect(() => {
    if (!box.current) return;
    const root = ownRoot(box.current);
    const made = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          EditorState.tabSize.of(2),
          indentUnit.of('  '),
          language === 'json' ? json() : javascript(),
          autocompletion({
            ...(props.complete && { override: [(context) => handlers.current.complete?.(context) ?? null] }),
            icons: false,
          }),
          still.current.of(EditorState.readOnly.of(readOnly)),
          keymap.of([
            {
              key: 'Mod-s',
              preventDefault: true,
              run: () => {
                handlers.current.onSave?.();
                return true;
              },
            },
            {
              key: 'Mod-Enter',
              run: () => {
                handlers.current.onRun?.();
                return handlers.current.onRun !== undefined;
              },
            },
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...completionKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', dir: 'ltr' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.annotation(Transaction.remote)))
              handlers.current.onChange?.(update.state.doc.toString());
          }),
          look,
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [language]);

  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === value) return;
    now.dispatch({
      changes: { from: 0, to: now.state.doc.length, insert: value },
      annotations: [Transaction.remote.of(true)],
    });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: still.current.reconfigure(EditorState.readOnly.of(readOnly)) });
  }, [readOnly]);

  useEffect(() => {
    const now = view.current;
    if (now)
      now.dispatch(
        setDiagnostics(
          now.state,
          (problems ?? []).map((problem) => diagnosed(now.state.doc, problem)),
        ),
      );
  }, [problems]);

  useEffect(() => {
    const now = view.current;
    if (!now || !goTo) return;
    const from = 'line' in goTo ? offsetOf(now.state.doc, goTo.line, goTo.column) : null;
    const range = 'find' in goTo ? goTo.find(now.state.doc.toString()) : { from: from ?? 0, to: from ?? 0 };
    if (!range) return;
    now.dispatch({
      selection: { anchor: range.from, head: range.to },
      effects: EditorView.scrollIntoView(range.from, { y: 'center' }),
    });
    now.focus();
  }, [goTo]);

  return <div ref={box} dir="ltr" className="h-full min-h-0 min-w-0 overflow-hidden" />;
}

function diagnosed(text: Text, { severity, message, source, ...place }: CodeProblem): Diagnostic {
  const from = offsetOf(text, place.line, place.column);
  const to = Math.max(from, offsetOf(text, place.line_end, place.column_end));
  return { from, to: to === from ? Math.min(text.length, from + 1) : to, severity, message, ...(source && { source }) };
}

function offsetOf(text: Text, line: number, column: number): number {
  const at = text.line(Math.min(Math.max(1, line), text.lines));
  return Math.min(at.to, at.from + Math.max(0, column - 1));
}
