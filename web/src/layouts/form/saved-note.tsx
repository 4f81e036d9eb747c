// Whether what is written is kept, and what to do when somebody else was faster.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CloudCheck, CloudUpload, GitCompareArrows } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { clock } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import type { SavedText } from './use-saved-text';

const CodeDiff = lazy(() => import('~/ui/code/code-diff'));

export function SavedNote({ draft }: { draft: SavedText }) {
  const { state } = draft;
  return (
    <span role="status" className="flex items-center gap-1.5 whitespace-nowrap text-12 text-fg-3">
      {state.kind === 'saved' && state.at !== null && (
        <>
          <CloudCheck aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <Trans>Saved {clock(state.at)}</Trans>
        </>
      )}
      {(state.kind === 'waiting' || state.kind === 'saving') && (
        <>
          <CloudUpload aria-hidden="true" className="size-4" strokeWidth={1.75} />
          <Trans>Saving…</Trans>
        </>
      )}
      {state.kind === 'failed' && (
        <span className="flex items-center gap-1.5 text-danger" data-tooltip={state.problem.detail}>
          <CircleAlert aria-hidden="true" className="size-4" />
          <Trans>Not saved</Trans>
          <Button size="sm" onClick={() => void draft.flush()}>
            <Trans>Try again</Trans>
          </Button>
        </span>
      )}
    </span>
  );
}

/** Stands above the editor while two people disagree. */
export function ConflictBar({ draft, language }: { draft: SavedText; language: 'json' | 'javascript' }) {
  const { t } = useLingui();
  const [comparing, setComparing] = useState(false);
  if (draft.state.kind !== 'conflict') return null;
  const { theirs } = draft.state;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 bg-warning-soft px-4 py-2 text-13 text-warning">
      <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
      <p className="me-auto">
        <Trans>Somebody else saved this in the meantime. Yours is not saved.</Trans>
      </p>
      <Button size="sm" icon={GitCompareArrows} onClick={() => setComparing(true)}>
        <Trans>Compare</Trans>
      </Button>
      <Button size="sm" onClick={draft.takeTheirs}>
        <Trans>Load theirs</Trans>
      </Button>
      <Button size="sm" variant="danger" onClick={draft.overwrite}>
        <Trans>Overwrite</Trans>
      </Button>
      <Dialog open={comparing} onClose={() => setComparing(false)} size="lg" title={t`Theirs and yours`}>
        <Suspense fallback={<Skeleton className="h-60" />}>
          <CodeDiff label={t`Theirs and yours`} before={theirs.text} after={draft.text} language={language} />
        </Suspense>
      </Dialog>
    </div>
  );
}
