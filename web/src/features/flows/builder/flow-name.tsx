// The flow's name as the page's heading; a click changes it.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowView, flows } from '~/api/flows';
import { focusAtOnce } from '~/lib/focus-at-once';
import { toast } from '~/ui/toast';
import { useEditor } from './store';

export function FlowName({ flow }: { flow: FlowView }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const editable = useEditor((state) => state.editable);
  const [editing, setEditing] = useState(false);
  const update = useMutation(flows.update(ws, flow.id));
  const finish = (typed: string) => {
    setEditing(false);
    const name = typed.trim();
    if (name === '' || name === flow.name) return;
    update.mutate(
      { name, version: flow.version },
      { onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }) },
    );
  };
  if (editing)
    return (
      <input
        ref={focusAtOnce}
        aria-label={t`Name of the flow`}
        defaultValue={flow.name}
        maxLength={120}
        dir="auto"
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish(event.currentTarget.value);
          if (event.key === 'Escape') setEditing(false);
        }}
        className="h-8 w-72 max-w-full rounded-control border border-accent bg-surface px-2 font-semibold text-16"
      />
    );
  return (
    <h1 tabIndex={-1} className="min-w-0 font-semibold text-16">
      {editable ? (
        <button
          type="button"
          aria-label={t`Rename ${flow.name}`}
          onClick={() => setEditing(true)}
          className="-mx-1.5 block max-w-80 truncate rounded-control px-1.5 hover:bg-hover"
        >
          <bdi>{update.isPending ? (update.variables.name ?? flow.name) : flow.name}</bdi>
        </button>
      ) : (
        <bdi>{flow.name}</bdi>
      )}
    </h1>
  );
}
