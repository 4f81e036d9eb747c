// Two texts and what differs: side by side where there is room, one below the other where there is not.
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useMedia } from '~/lib/use-media';
import { look } from './look';
import { ownRoot } from './own-root';

interface Props {
  label: string;
  before: string;
  after: string;
  language: 'json' | 'javascript';
}

export default function CodeDiff({ label, before, after, language }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const wide = useMedia('(min-width: 48rem)');
  useEffect(() => {
    if (!box.current) return;
    const shared = [
      lineNumbers(),
      language === 'json' ? json() : javascript(),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.lineWrapping,
      look,
    ];
    const collapseUnchanged = { margin: 3, minSize: 6 };
    const root = ownRoot(box.current);
    const made = wide
      ? new MergeView({
          parent: root,
          root,
          a: { doc: before, extensions: shared },
          b: { doc: after, extensions: shared },
          collapseUnchanged,
          gutter: true,
        })
      : new EditorView({
          parent: root,
          root,
          state: EditorState.create({
            doc: after,
            extensions: [...shared, unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged })],
          }),
        });
    return () => made.destroy();
  }, [before, after, language, wide]);
  return (
    <div
      ref={box}
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      dir="ltr"
      className="scroller h-full min-h-40 rounded-card border border-line"
    />
  );
}
