// One submission whole: who sent it, every answer, the files, and how it was handed on.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileText, MessageSquare } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type Submission, type SubmittedFile, submissions } from '~/api/submissions';
import type { WaFlowOutline } from '~/api/wa-flows';
import { exact } from '~/lib/dates';
import { fileSize } from '~/lib/format';
import { buttonClass } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { AnswerValue } from './answer-value';
import { ForwardMarks } from './forward-marks';

interface Props {
  submission: string | null;
  known: Submission | undefined;
  outline: WaFlowOutline | null;
  onClose(): void;
}

export function SubmissionDrawer({ submission, known, outline, onClose }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
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
            {shown.values.map(({ key, label, value }) => (
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
              {shown.files.map((file, index) => (
                <FileLine key={index} file={file} />
              ))}
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

function FileLine({ file }: { file: SubmittedFile }) {
  const name = file.filename ?? file.file_name ?? file.id ?? file.media_id ?? '';
  return (
    <span className="flex items-center gap-2 rounded-control border border-line px-3 py-2 text-13">
      <FileText aria-hidden="true" className="size-4 shrink-0 text-fg-3" strokeWidth={1.75} />
      <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
      {typeof file.size === 'number' && <span className="shrink-0 text-12 text-fg-3">{fileSize(file.size)}</span>}
    </span>
  );
}
