// What can be done with a flow from the list: open, runs, versions, duplicate, switch on and off, export, delete.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Download, Ellipsis, History, ListTree, PenLine, Power, PowerOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowView, flows } from '~/api/flows';
import { confirm } from '~/ui/confirm';
import { IconButton } from '~/ui/icon-button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { toast } from '~/ui/toast';
import { DeleteFlow } from './delete-dialog';
import { saveFile } from './save-file';
import { useMayEdit } from './use-may-edit';

export function FlowMenu({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const navigate = useNavigate();
  const refusal = useMayEdit();
  const [deleting, setDeleting] = useState(false);
  const duplicate = useMutation(flows.duplicate(ws));
  const turn = useMutation(flows.turn(ws));
  const onError = (error: unknown) => {
    const problem = asProblem(error);
    toast({ title: problem.detail, tone: 'danger', ...(problem.remedy && { description: problem.remedy }) });
  };
  const params = { ws, flow: flow.id };

  const switchOff = async () => {
    const sure = await confirm({
      title: t`Switch ${flow.name} off?`,
      body:
        flow.runs_active > 0
          ? t`Nothing starts it any more. The ${flow.runs_active} conversations that are in it now go on to their end.`
          : t`Nothing starts it any more until you switch it on again.`,
      action: t`Switch off`,
    });
    if (sure) turn.mutate({ flow: flow.id, on: false }, { onError });
  };
  const exportFlow = async () => {
    try {
      const document = await flows.export(ws, flow.id);
      saveFile(`${fileName(flow.name)}.flow.json`, JSON.stringify(document, null, 2), 'application/json');
    } catch (error) {
      onError(error);
    }
  };

  const entries: MenuEntry[] = [
    {
      kind: 'item',
      id: 'edit',
      label: refusal ? t`Open` : t`Edit`,
      icon: PenLine,
      onSelect: () => navigate({ to: '/w/$ws/flows/$flow/edit', params }),
    },
    {
      kind: 'item',
      id: 'runs',
      label: t`Runs`,
      icon: ListTree,
      onSelect: () => navigate({ to: '/w/$ws/flows/$flow/runs', params }),
    },
    {
      kind: 'item',
      id: 'versions',
      label: t`Versions`,
      icon: History,
      onSelect: () => navigate({ to: '/w/$ws/flows/$flow/versions', params }),
    },
    { kind: 'separator', id: 's1' },
    {
      kind: 'item',
      id: 'duplicate',
      label: t`Duplicate`,
      icon: Copy,
      disabledReason: refusal,
      onSelect: () =>
        duplicate.mutate(
          { flow: flow.id },
          { onError, onSuccess: (made) => toast({ title: t`${made.name} was made as a draft`, tone: 'success' }) },
        ),
    },
    { kind: 'item', id: 'export', label: t`Export`, icon: Download, onSelect: () => void exportFlow() },
    ...(flow.live_version
      ? [
          flow.state === 'off'
            ? {
                kind: 'item' as const,
                id: 'on',
                label: t`Switch on`,
                icon: Power,
                disabledReason: refusal,
                onSelect: () =>
                  turn.mutate(
                    { flow: flow.id, on: true },
                    { onError, onSuccess: () => toast({ title: t`${flow.name} is live`, tone: 'success' }) },
                  ),
              }
            : {
                kind: 'item' as const,
                id: 'off',
                label: t`Switch off…`,
                icon: PowerOff,
                disabledReason: refusal,
                onSelect: () => void switchOff(),
              },
        ]
      : []),
    { kind: 'separator', id: 's2' },
    {
      kind: 'item',
      id: 'delete',
      label: t`Delete…`,
      icon: Trash2,
      tone: 'danger',
      disabledReason: refusal,
      onSelect: () => setDeleting(true),
    },
  ];
  return (
    <>
      <Menu
        label={t`What to do with ${flow.name}`}
        align="end"
        entries={entries}
        trigger={(props) => <IconButton icon={Ellipsis} label={t`More about ${flow.name}`} {...props} />}
      />
      {deleting && <DeleteFlow flow={flow} onClose={() => setDeleting(false)} />}
    </>
  );
}

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'flow'
  );
}
