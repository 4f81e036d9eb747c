// What can be done with a run: to the conversation, save it as a test, cancel it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleStop, FlaskConical, MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type RunDetail, runs } from '~/api/flow-runs';
import { Button } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { toast } from '~/ui/toast';
import { useMayEdit } from '../list/use-may-edit';
import { NameTest } from '../test/name-test';

export function RunActions({ run }: { run: RunDetail }) {
  const { t } = useLingui();
  const { id: ws, can } = useWorkspace();
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const [naming, setNaming] = useState(false);
  const cancel = useMutation(runs.cancel(ws));
  const save = useMutation(runs.saveAsTest(ws, run.id));
  const ask = async () => {
    const sure = await confirm({
      title: t`Cancel this run?`,
      body: t`It sends nothing more to ${run.contact.name} and does not go on. What it already sent stays.`,
      action: t`Cancel the run`,
    });
    if (sure) {
      cancel.mutate(run.id, {
        onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
        onSuccess: () => toast({ title: t`The run was cancelled`, tone: 'success' }),
      });
    }
  };
  return (
    <>
      <Button
        icon={MessageSquareText}
        aria-label={t`Open the conversation`}
        onClick={() =>
          void navigate({
            to: '/w/$ws/inbox/$view/$conversation',
            params: { ws, view: 'all', conversation: run.conversation_id },
            search: {},
          })
        }
      >
        <span className="max-lg:hidden">
          <Trans>Conversation</Trans>
        </span>
      </Button>
      <Button
        icon={FlaskConical}
        disabledReason={mayEdit}
        aria-label={t`Save as a test`}
        onClick={() => setNaming(true)}
      >
        <span className="max-lg:hidden">
          <Trans>Save as test</Trans>
        </span>
      </Button>
      {run.status !== 'ended' && (
        <Button
          icon={CircleStop}
          busy={cancel.isPending}
          disabledReason={can.assign()}
          aria-label={t`Cancel the run`}
          onClick={() => void ask()}
        >
          <span className="max-lg:hidden">
            <Trans>Cancel</Trans>
          </span>
        </Button>
      )}
      {naming && (
        <NameTest
          suggestion={run.outcome ? `${run.outcome}` : ''}
          busy={save.isPending}
          problem={save.error ? asProblem(save.error) : null}
          note={t`What the customer said is in the test as it was. Look through it before you share it.`}
          onClose={() => setNaming(false)}
          onName={(name) =>
            save.mutate(name, {
              onSuccess: () => {
                setNaming(false);
                toast({
                  title: t`Saved as a test`,
                  description: t`It is in the editor’s test panel.`,
                  tone: 'success',
                });
              },
            })
          }
        />
      )}
    </>
  );
}
