// Appears when something was changed: how much, discard, save; and asks before the page is left with changes.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import type { ApiProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { ProblemNote } from './problem-note';

interface Props {
  draft: {
    changed: readonly string[];
    problem: ApiProblem | null;
    busy: boolean;
    discard: () => void;
    save: () => Promise<boolean>;
  };
  /** Errors that stand at a field are not repeated here. */
  shownAtFields?: readonly string[];
  /** What to fetch again when somebody else was faster. */
  staleKey?: readonly unknown[];
}

export function SaveBar({ draft, shownAtFields = [], staleKey }: Props) {
  const { t } = useLingui();
  const count = draft.changed.length;
  useBlocker({
    shouldBlockFn: async () =>
      !(await confirm({
        title: t`Leave without saving?`,
        body: t`Your changes on this page are lost.`,
        action: t`Leave`,
      })),
    enableBeforeUnload: count > 0,
    disabled: count === 0,
  });
  if (count === 0) return null;
  const { problem } = draft;
  const raced = problem?.status === 409 || problem?.status === 412;
  const atField = problem?.fields.some((field) => shownAtFields.includes(field.pointer)) ?? false;
  return (
    <div
      role="region"
      aria-label={t`Unsaved changes`}
      className="sticky bottom-0 z-10 flex flex-col gap-2 border-line border-t bg-surface/95 px-4 py-3 shadow-2 md:px-8"
    >
      {problem && !atField && <ProblemNote problem={problem} />}
      <div className="mx-auto flex w-full max-w-240 flex-wrap items-center justify-end gap-2">
        <p role="status" className="me-auto text-13 text-fg-2">
          <Plural value={count} one="# unsaved change" other="# unsaved changes" />
        </p>
        {raced && staleKey && (
          <Button onClick={() => void queryClient.invalidateQueries({ queryKey: [...staleKey] })}>
            <Trans>Load what is stored now</Trans>
          </Button>
        )}
        <Button onClick={draft.discard}>
          <Trans>Discard</Trans>
        </Button>
        <Button variant="primary" busy={draft.busy} onClick={() => void draft.save()}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </div>
  );
}
