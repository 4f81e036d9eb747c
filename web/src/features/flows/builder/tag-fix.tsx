// The way out when a step names a tag the workspace does not have: make the tag, and look again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { flows } from '~/api/flows';
import type { Finding } from '~/api/flows-types';
import { tags } from '~/api/team';
import { Button } from '~/ui/button';
import { toast } from '~/ui/toast';
import { useEditorStore } from './store';

/** The tag that is missing, if that is what the finding is about. */
export function missingTag({ code, message }: Finding): string | null {
  return code === 'tag.missing' ? (/`([^`]+)`/.exec(message)?.[1] ?? null) : null;
}

export function TagFix({ tag }: { tag: string }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const { flow = '' } = useParams({ strict: false });
  const store = useEditorStore();
  const check = useMutation(flows.check(id, flow));
  const create = useMutation({
    ...tags.create(id),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const make = async () => {
    await create.mutateAsync({ name: tag, color: 'gray' });
    toast({ title: t`The tag ${tag} was created`, tone: 'success' });
    const { findings, bounds } = await check.mutateAsync({ graph: store.getState().graph });
    store.getState().found(findings, bounds);
  };
  return (
    <Button
      size="sm"
      busy={create.isPending || check.isPending}
      disabledReason={can.permission('tags:manage')}
      onClick={() => void make().catch(() => undefined)}
    >
      <Trans>Create the tag “{tag}”</Trans>
    </Button>
  );
}
