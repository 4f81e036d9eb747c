// What can be done to a form: upload, publish, and behind the menu the rest. What cannot be undone says so first.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Archive, CloudUpload, Copy, Ellipsis, ExternalLink, History, PencilLine, Rocket, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type WaFlow, waFlows } from '~/api/wa-flows';
import { TypedConfirmation } from '~/layouts/form/typed-confirmation';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { RenameDialog } from './rename-dialog';
import type { Findings } from './use-findings';

const VersionsDialog = lazy(() => import('./versions-dialog'));

interface Props {
  flow: WaFlow;
  draft: SavedText;
  locked: string | null;
  findings: Findings;
  onProblems(): void;
}

type Open = 'none' | 'rename' | 'clone' | 'versions' | 'publish';

export function Actions({ flow, draft, locked, findings, onProblems }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const navigate = useNavigate();
  const whyNotPublish = useWhyNotPublish();
  const [open, setOpen] = useState<Open>('none');
  const act = useMutation(waFlows.act(id, flow.id));
  const remove = useMutation(waFlows.remove(id));
  const isDraft = flow.status === 'DRAFT';
  const isOver = flow.status === 'DEPRECATED';
  const changed = flow.has_changes || draft.state.kind !== 'saved';
  const failed = (error: unknown) => {
    const problem = asProblem(error);
    toast({ tone: 'danger', title: problem.detail, ...(problem.remedy && { description: problem.remedy }) });
  };
  const upload = async () => {
    if (!(await draft.flush())) return;
    try {
      const answer = await act.mutateAsync('upload');
      const many = answer.meta_errors.length;
      if (many === 0) toast({ tone: 'success', title: t`Meta has it now.` });
      else {
        toast({ tone: 'danger', title: t`Meta has it, and found errors. It cannot be published yet.` });
        onProblems();
      }
    } catch (error) {
      failed(error);
    }
  };
  const publish = async () => {
    // Meta is sent what is not there yet; what cannot be saved is said in the head.
    if (!(await draft.flush())) throw new Error(t`What is written could not be saved.`);
    await act.mutateAsync('publish');
    toast({ tone: 'success', title: t`Published.` });
  };
  const deprecate = async () => {
    const sure = await confirm({
      title: t`Deprecate “${flow.name}”?`,
      body: t`It can never be sent or opened again, not from messages already sent either. This cannot be undone.`,
      action: t`Deprecate`,
    });
    if (sure) act.mutate('deprecate', { onError: failed });
  };
  const erase = async () => {
    const sure = await confirm({
      title: t`Delete “${flow.name}”?`,
      body: t`The draft is deleted at Meta and here. What customers sent stays.`,
      action: t`Delete`,
    });
    if (!sure) return;
    remove.mutate(flow.id, {
      onSuccess: () => void navigate({ to: '/w/$ws/wa-flows', params: { ws: id } }),
      onError: failed,
    });
  };
  const preview = () =>
    act.mutate('preview', {
      onSuccess: (answer) => {
        if (answer.preview) window.open(answer.preview.url, '_blank', 'noopener,noreferrer');
      },
      onError: failed,
    });
  const item = (entry: Omit<Extract<MenuEntry, { kind: 'item' }>, 'kind'>): MenuEntry => ({ kind: 'item', ...entry });
  return (
    <div className="flex items-center gap-2">
      <Button
        icon={CloudUpload}
        busy={act.isPending && act.variables === 'upload'}
        disabledReason={
          locked ?? (isOver ? t`A deprecated form cannot change.` : changed ? null : t`Meta has this text already.`)
        }
        onClick={() => void upload()}
      >
        <Trans>Upload</Trans>
      </Button>
      <Button
        variant="primary"
        icon={Rocket}
        busy={act.isPending && act.variables === 'publish'}
        disabledReason={locked ?? whyNotPublish(flow, changed, findings)}
        onClick={() => setOpen('publish')}
      >
        <Trans>Publish</Trans>
      </Button>
      <Menu
        label={t`More`}
        align="end"
        trigger={(props) => <IconButton {...props} icon={Ellipsis} label={t`More`} />}
        entries={[
          item({
            id: 'versions',
            label: t`Versions and differences`,
            icon: History,
            onSelect: () => setOpen('versions'),
          }),
          item({ id: 'preview', label: t`Open Meta’s preview`, icon: ExternalLink, onSelect: preview }),
          item({
            id: 'rename',
            label: t`Name and categories`,
            icon: PencilLine,
            disabledReason: locked,
            onSelect: () => setOpen('rename'),
          }),
          item({
            id: 'clone',
            label: t`Make a copy`,
            icon: Copy,
            disabledReason: locked,
            onSelect: () => setOpen('clone'),
          }),
          { kind: 'separator', id: 'end' },
          item({
            id: 'deprecate',
            label: t`Deprecate`,
            icon: Archive,
            tone: 'danger',
            disabledReason: locked ?? (isDraft || isOver ? t`Only published forms can be deprecated.` : null),
            onSelect: () => void deprecate(),
          }),
          item({
            id: 'delete',
            label: t`Delete`,
            icon: Trash2,
            tone: 'danger',
            disabledReason: locked ?? (isDraft ? null : t`Meta deletes drafts only.`),
            onSelect: () => void erase(),
          }),
        ]}
      />
      {(open === 'rename' || open === 'clone') && (
        <RenameDialog flow={flow} as={open} onClose={() => setOpen('none')} />
      )}
      {open === 'versions' && (
        <Suspense fallback={null}>
          <VersionsDialog
            flow={flow}
            text={draft.text}
            onRestore={draft.set}
            locked={locked}
            onClose={() => setOpen('none')}
          />
        </Suspense>
      )}
      <TypedConfirmation
        open={open === 'publish'}
        onClose={() => setOpen('none')}
        title={t`Publish “${flow.name}”?`}
        word={flow.name}
        action={t`Publish`}
        onConfirm={publish}
      >
        <Trans>
          Customers can be sent it from now on. Publishing cannot be undone: a published form can be changed and
          published again, or deprecated, but never be a draft that is deleted.
        </Trans>
      </TypedConfirmation>
    </div>
  );
}

function useWhyNotPublish(): (flow: WaFlow, changed: boolean, findings: Findings) => string | null {
  const { t } = useLingui();
  return (flow, changed, { errors }) => {
    if (flow.status === 'DEPRECATED') return t`A deprecated form stays deprecated.`;
    if (errors > 0) return t`Mend the errors first.`;
    return flow.status === 'DRAFT' || changed ? null : t`It is published.`;
  };
}
