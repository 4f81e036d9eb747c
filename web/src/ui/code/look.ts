// How code looks: the console's own colours, light and dark by themselves.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent-text)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--warning)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--danger)' },
  { tag: [tags.comment], color: 'var(--fg-3)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.className], color: 'var(--info)' },
  { tag: tags.invalid, color: 'var(--danger)', textDecoration: 'underline wavy' },
]);

const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--fg)', backgroundColor: 'var(--surface)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, ui-monospace, Menlo, Consolas, monospace)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--fg)', paddingBlock: '0.5rem' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--fg-3)', borderColor: 'transparent' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in oklch, var(--hover) 60%, transparent)' },
  '.cm-cursor': { borderColor: 'var(--fg)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in oklch, var(--accent) 24%, transparent) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--selected) !important', outline: '1px solid var(--line-strong)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--hover)', borderColor: 'var(--line)', color: 'var(--fg-2)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    borderColor: 'var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-2)',
    color: 'var(--fg)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.5rem' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--accent-fg)' },
  '.cm-completionDetail': { color: 'var(--fg-3)', fontStyle: 'normal', marginInlineStart: '0.75rem' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionInfo': { maxWidth: '20rem', padding: '0.5rem', fontFamily: 'var(--font-sans)', fontSize: '0.75rem' },
  '.cm-diagnostic': { borderInlineStart: '3px solid', padding: '0.35rem 0.6rem', fontFamily: 'var(--font-sans)' },
  '.cm-diagnostic-error': { borderColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderColor: 'var(--warning)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--fg)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '0.4rem 0.6rem' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    borderColor: 'var(--line-strong)',
    borderRadius: '4px',
    color: 'var(--fg)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    borderColor: 'var(--line)',
    borderRadius: '4px',
    color: 'var(--fg)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-soft)', outline: '1px solid var(--warning)' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--success-soft) !important' },
  '.cm-deletedLine, .cm-deletedChunk': { backgroundColor: 'var(--danger-soft) !important' },
  '.cm-changedText': { background: 'color-mix(in oklch, var(--success) 28%, transparent) !important' },
  '.cm-deletedText, .cm-deletedLine .cm-changedText, .cm-merge-a .cm-changedText': {
    background: 'color-mix(in oklch, var(--danger) 28%, transparent) !important',
  },
  '.cm-merge-a .cm-changedLine': { backgroundColor: 'var(--danger-soft) !important' },
  '.cm-collapsedLines': {
    backgroundImage: 'none',
    backgroundColor: 'var(--sunken)',
    color: 'var(--fg-2)',
    borderColor: 'var(--line)',
  },
});

export const look = [frame, syntaxHighlighting(colours)];
