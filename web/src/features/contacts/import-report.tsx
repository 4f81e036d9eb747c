// How far an import has come, what it did or would do, the rows that do not fit, and the way back.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download, Undo2 } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { download, type Import, imports, isBusy } from '~/api/imports';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { toast } from '~/ui/toast';

export function useImportStates(): { [state in Import['state']]: string } {
  const { t } = useLingui();
  return {
    uploaded: t`Not started`,
    checking: t`Checking`,
    checked: t`Checked`,
    running: t`Running`,
    done: t`Done`,
    undoing: t`Taking back`,
    undone: t`Taken back`,
  };
}

export function ImportReport({ found }: { found: Import }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const states = useImportStates();
  const onError = (error: unknown) => toast({ title: asProblem(error).detail, tone: 'danger' });
  const undo = useMutation({ ...imports.undo(id), onError });
  const errors = useMutation({
    mutationFn: () => download(`/api/v1/workspaces/${id}/imports/${found.id}/errors.csv`, 'import-errors.csv'),
    onError,
  });
  const busy = isBusy(found.state);
  const planned = found.state === 'checking' || found.state === 'checked';
  const figures = [
    { label: planned ? t`Would be created` : t`Created`, count: found.created_count },
    { label: planned ? t`Would be changed` : t`Changed`, count: found.updated_count },
    { label: t`Left alone`, count: found.skipped_count },
    { label: t`Do not fit`, count: found.failed_count },
  ];
  const ask = async () => {
    const sure = await confirm({
      title: t`Take this import back?`,
      body: t`The contacts it created are deleted, but for those somebody talked with since. What it changed about others stays changed.`,
      action: t`Take back`,
    });
    if (sure) undo.mutate(found.id);
  };
  return (
    <section aria-live="polite" className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-semibold text-14">{states[found.state]}</h3>
        {busy && (
          <span className="text-13 text-fg-3 tabular-nums">
            <Trans>
              {found.done_count} of {found.row_count}
            </Trans>
          </span>
        )}
      </div>
      {busy && (
        <progress
          aria-label={t`Rows looked at`}
          max={found.row_count}
          value={found.state === 'undoing' ? undefined : found.done_count}
          className="h-2 w-full accent-(--accent)"
        />
      )}
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(({ label, count }) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-13 text-fg-3">{label}</dt>
            <dd className="font-semibold text-20 tabular-nums">{count}</dd>
          </div>
        ))}
      </dl>
      {!busy && (found.failed_count > 0 || found.state === 'done') && (
        <div className="flex flex-wrap gap-2">
          {found.failed_count > 0 && (
            <Button size="sm" icon={Download} busy={errors.isPending} onClick={() => errors.mutate()}>
              <Trans>Rows that do not fit</Trans>
            </Button>
          )}
          {found.state === 'done' && found.created_count > 0 && (
            <Button size="sm" icon={Undo2} busy={undo.isPending} onClick={() => void ask()}>
              <Trans>Take back…</Trans>
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
