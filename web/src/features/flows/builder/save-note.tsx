// Whether the draft is saved, in words.
import { Trans, useLingui } from '@lingui/react/macro';
import { CloudAlert } from 'lucide-react';
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { clock } from '~/lib/dates';
import type { Autosave } from './autosave';
import { useEditor } from './store';

export const AutosaveContext = createContext<Autosave | null>(null);

export function useAutosave(): Autosave {
  const autosave = use(AutosaveContext);
  if (!autosave) throw new Error('the flow editor is only below AutosaveContext');
  return autosave;
}

export function SaveNote() {
  const { t } = useLingui();
  const { saving, flush } = useAutosave();
  const { state, savedAt, problem } = useStore(saving);
  const editable = useEditor((editor) => editor.editable);
  if (!editable)
    return (
      <span className="shrink-0 text-12 text-fg-3">
        <Trans>Read only</Trans>
      </span>
    );
  if (state === 'failed')
    return (
      <button
        type="button"
        data-tooltip={problem?.detail}
        onClick={() => void flush()}
        className="touch-target flex shrink-0 items-center gap-1 rounded-control px-1 text-12 text-danger hover:bg-hover"
      >
        <CloudAlert aria-hidden="true" className="size-3.5" />
        <Trans>Not saved. Try again</Trans>
      </button>
    );
  const words = {
    saved: t`Saved ${clock(savedAt)}`,
    changed: t`Changed`,
    saving: t`Saving…`,
    conflict: t`Changed by somebody else`,
  }[state];
  return (
    <span role="status" className="shrink-0 text-12 text-fg-3 max-md:hidden">
      {words}
    </span>
  );
}
