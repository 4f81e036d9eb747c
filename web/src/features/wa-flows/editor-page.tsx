// One form: its head with what can be done to it, its tabs, and the phone beside what is written.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { type WaFlow, type WaFlowDraft, waFlows } from '~/api/wa-flows';
import { useSavedText } from '~/layouts/form/use-saved-text';
import { useTitle } from '~/lib/use-title';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { Skeleton } from '~/ui/skeleton';
import { Editor } from './editor';
import type { EditorSearch, WaFlowTab } from './search';

interface Props {
  flow: string;
  tab: WaFlowTab;
  search: EditorSearch;
  onTab(tab: WaFlowTab): void;
  onSearch(next: Partial<EditorSearch>): void;
}

export default function EditorPage({ flow, ...rest }: Props) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const one = useQuery(waFlows.get(id, flow));
  const draft = useQuery(waFlows.draft(id, flow));
  useTitle(one.data?.name ?? t`WhatsApp Flow`, workspace.name);
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
  if (!one.data || !draft.data || (draft.isFetching && draft.isStale && !draft.isFetchedAfterMount))
    return (
      <div className="flex flex-1 flex-col gap-4 bg-surface p-4">
        <Skeleton className="h-8 w-80" />
        <Skeleton className="h-full w-full" />
      </div>
    );
  return <Loaded flow={one.data} draft={draft.data} {...rest} />;
}

function Loaded({ flow, draft, ...rest }: Omit<Props, 'flow'> & { flow: WaFlow; draft: WaFlowDraft }) {
  const { id, can } = useWorkspace();
  const locked = can.permission('wa_flows:manage');
  const saved = useSavedText({
    stored: { text: draft.json, revision: draft.revision },
    save: async (text, revision) => {
      const written = await waFlows.saveDraft(id, flow.id, text, revision);
      // Whether Meta has this text is part of the form.
      void queryClient.invalidateQueries({ queryKey: waFlows.get(id, flow.id).queryKey });
      return written;
    },
    load: async () => {
      const now = await waFlows.loadDraft(id, flow.id);
      return { text: now.json, revision: now.revision };
    },
    locked: locked !== null,
  });
  return <Editor flow={flow} draft={saved} locked={locked} {...rest} />;
}
