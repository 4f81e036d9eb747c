// One function: its code on one side; a test run, settings, versions and calls on the other.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FunctionView, functions } from '~/api/functions';
import { type Kept, useSavedText } from '~/layouts/form/use-saved-text';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { FunctionEditor } from './function-editor';

export default function FunctionPage({ function: which }: { function: string }) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const one = useQuery(functions.get(id, which));
  const draft = useQuery(functions.draft(id, which));
  useTitle(one.data?.name ?? t`Function`, workspace.name);
  const failed = one.error ?? draft.error;
  if (failed && !(one.data && draft.data)) {
    const problem = asProblem(failed);
    return (
      <EmptyState
        icon={CircleAlert}
        title={problem.detail}
        action={
          <Button
            onClick={() => {
              void one.refetch();
              void draft.refetch();
            }}
          >
            <Trans>Try again</Trans>
          </Button>
        }
      >
        {problem.remedy}
      </EmptyState>
    );
  }
  if (!one.data || !draft.data || !draft.isFetchedAfterMount) return <Skeleton className="m-4 h-60" />;
  return <Loaded one={one.data} stored={{ text: draft.data.source, revision: draft.data.revision }} />;
}

function Loaded({ one, stored }: { one: FunctionView; stored: Kept }) {
  const { id, can } = useWorkspace();
  const locked = can.permission('functions:manage');
  const draft = useSavedText({
    stored,
    save: (source, revision) => functions.saveDraft(id, one.id, source, revision),
    load: async () => {
      const now = await functions.loadDraft(id, one.id);
      return { text: now.source, revision: now.revision };
    },
    locked: locked !== null,
  });
  return <FunctionEditor one={one} draft={draft} locked={locked} />;
}
