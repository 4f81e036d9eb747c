// Keeps the list as it is now under a name, and tidies what was kept before.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { savedViews } from '~/api/saved-views';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Switch } from '~/ui/switch';
import { toast } from '~/ui/toast';
import { filtersOf } from './saved-filters';
import type { InboxPlace } from './use-inbox';

export default function SavedViewsDialog({ inbox, onClose }: { inbox: InboxPlace; onClose: () => void }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const mayShare = can.permission('saved_views:manage');
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const { data: all = [] } = useQuery(savedViews.list(ws));
  const create = useMutation(savedViews.create(ws));
  const remove = useMutation({
    ...savedViews.delete(ws),
    onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
  });
  const problem = create.error ? asProblem(create.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    create.mutate(
      { name: name.trim(), shared, filters: filtersOf(inbox) },
      {
        onSuccess: (view) => {
          toast({ title: t`Saved as ${view.name}`, tone: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t`Save this view`}
      description={t`The view, its filters, the search and the order are kept under a name.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            busy={create.isPending}
            disabledReason={
              can.permission('saved_views:write') ?? (name.trim() === '' ? t`Give the view a name.` : null)
            }
            onClick={submit}
          >
            <Trans>Save view</Trans>
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t`Name`} error={problem?.field('/name')}>
          {(field) => (
            <Input
              {...field}
              maxLength={40}
              autoComplete="off"
              placeholder={t`VIPs who wait`}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Switch
          label={t`For everybody in the workspace`}
          hint={mayShare ?? t`Otherwise only you see it.`}
          checked={shared}
          disabled={mayShare !== null}
          onChange={setShared}
        />
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      </form>
      {all.length > 0 && (
        <section className="pt-5">
          <h3 className="pb-1 font-medium text-13">
            <Trans>Saved before</Trans>
          </h3>
          <ul className="scroller max-h-48 divide-y divide-line rounded-control border border-line">
            {all.map((view) => (
              <li key={view.id} className="flex items-center gap-2 ps-3 pe-1">
                <bdi className="min-w-0 flex-1 truncate py-2 text-14">{view.name}</bdi>
                {view.shared && (
                  <Badge>
                    <Trans>Everybody</Trans>
                  </Badge>
                )}
                <IconButton
                  icon={Trash2}
                  label={t`Delete ${view.name}`}
                  disabledReason={view.shared ? mayShare : null}
                  onClick={() => remove.mutate(view.id)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
