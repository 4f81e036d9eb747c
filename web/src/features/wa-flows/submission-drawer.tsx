// One submission whole: who sent it, every answer, the files, and how it was handed on.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageSquare } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Submission, submissions } from '~/api/submissions';
import type { WaFlowOutline } from '~/api/wa-flows';
import { useMediaSource } from '~/layouts/use-media-source';
import { exact } from '~/lib/dates';
import { buttonClass } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { MediaSourceProvider } from '~/whatsapp/media-source';
import SubmittedFiles from '~/whatsapp/submitted-files';
import { AnswerValue } from './answer-value';
import { ForwardMarks } from './forward-marks';
import { byQuestion } from './submission-columns';

interface Props {
  submission: string | null;
  known: Submission | undefined;
  outline: WaFlowOutline | null;
  onClose(): void;
}

export function SubmissionDrawer({ submission, known, outline, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const source = useMediaSource();
  const one = useQuery({ ...submissions.get(id, submission ?? ''), enabled: submission !== null });
  const shown = one.data ?? known;
  return (
    <Dialog
      open={submission !== null}
      onClose={onClose}
      placement="end"
      title={shown?.contact?.name ?? t`Submission`}
      description={shown && exact(shown.at)}
      footer={
        shown?.conversation_id && (
          <Link
            to="/w/$ws/inbox/$view/$conversation"
            params={{ ws: id, view: 'all', conversation: shown.conversation_id }}
            search={shown.message_id === null ? {} : { m: shown.message_id }}
            className={buttonClass({})}
          >
            <MessageSquare aria-hidden="true" className="size-4" strokeWidth={1.75} />
            <Trans>Open the conversation</Trans>
          </Link>
        )
      }
    >
      {!shown && one.isPending && <Skeleton className="h-40" />}
      {!shown && one.isError && <p className="text-13 text-danger">{asProblem(one.error).detail}</p>}
      {shown && (
        <div className="flex flex-col gap-5">
          <dl className="flex flex-col gap-3">
            {[...shown.values].sort(byQuestion(outline)).map(({ key, label, value }) => (
              <div key={key}>
                <dt className="text-12 text-fg-3">
                  <bdi>{label}</bdi>
                </dt>
                <dd dir="auto" className="whitespace-pre-wrap break-words text-14">
                  <AnswerValue name={key} value={value} outline={outline} />
                </dd>
              </div>
            ))}
            {shown.values.length === 0 && (
              <p className="text-13 text-fg-3">
                <Trans>No answers were sent with it.</Trans>
              </p>
            )}
          </dl>
          {shown.files.length > 0 && (
            <section aria-label={t`Files`} className="flex flex-col gap-2">
              <h3 className="font-medium text-13">
                <Trans>Files</Trans>
              </h3>
              <MediaSourceProvider source={source}>
                <SubmittedFiles files={shown.files} at={shown.at} />
              </MediaSourceProvider>
            </section>
          )}
          <section aria-label={t`Handed on`} className="flex items-center justify-between border-line border-t pt-3">
            <h3 className="font-medium text-13">
              <Trans>Handed on</Trans>
            </h3>
            <ForwardMarks {...shown.forwards} />
          </section>
        </div>
      )}
    </Dialog>
  );
}
