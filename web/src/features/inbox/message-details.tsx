// "Why?": where a message came from, what was decided for it and by which rule, everything that happened to it, and the way out.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { messages } from '~/api/messages';
import type { Message } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { exact } from '~/lib/dates';
import { Button } from '~/ui/button';
import { CopyButton } from '~/ui/copy-button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { supportBundle } from './message-details-bundle';
import { MessageProblem } from './message-details-problem';
import { stepsOf } from './message-details-steps';
import { MessageTimeline } from './message-details-timeline';

interface Props {
  message: Message;
  open: boolean;
  onClose: () => void;
  onTemplate: () => void;
}

export default function MessageDetails({ message, open, onClose, onTemplate }: Props) {
  const { t } = useLingui();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={message.direction === 'inbound' ? t`Why is this here?` : t`What became of this?`}
      description={t`Every step of this message, with the rule or the answer behind it.`}
      placement="end"
    >
      {open && <Story message={message} onClose={onClose} onTemplate={onTemplate} />}
    </Dialog>
  );
}

function Story({ message, onClose, onTemplate }: Omit<Props, 'open'>) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const story = useInfiniteQuery(messages.provenance(ws, message.id));
  if (story.isPending) return <Skeleton className="h-60 w-full" />;
  const first = story.data?.pages[0];
  if (story.isError || !first) {
    return (
      <div className="flex flex-col items-start gap-3">
        <ProblemNote problem={asProblem(story.error)} />
        <Button onClick={() => void story.refetch()}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    );
  }
  const deliveries = story.data.pages.flatMap((page) => page.deliveries);
  const subject = first.message;
  return (
    <div className="flex flex-col gap-5 text-13">
      {first.problem && (
        <MessageProblem message={message} problem={first.problem} onClose={onClose} onTemplate={onTemplate} />
      )}
      <MessageTimeline steps={stepsOf(first, deliveries)} />
      {story.hasNextPage && (
        <Button size="sm" busy={story.isFetchingNextPage} onClick={() => void story.fetchNextPage()}>
          <Trans>Show more deliveries</Trans>
        </Button>
      )}
      <dl className="flex flex-col gap-2 border-line border-t pt-4">
        <Fact name={t`Kind`}>{subject.kind}</Fact>
        <Fact name={t`Sent`}>{exact(subject.sent_at)}</Fact>
        <Fact name={t`Author`}>
          <bdi>{subject.author.name ?? subject.author.kind}</bdi>
        </Fact>
        <Fact name={subject.direction === 'outbound' ? t`PrismWA id, given by whoever sent it` : t`PrismWA id`} code>
          {subject.id}
        </Fact>
        {subject.wamid && (
          <Fact name={t`WhatsApp id`} code>
            {subject.wamid}
          </Fact>
        )}
      </dl>
      <div className="flex flex-col gap-1 rounded-card bg-canvas p-3">
        <p className="text-12 text-fg-3">
          <Trans>For whoever helps you: all of this as JSON, without names, numbers or words.</Trans>
        </p>
        <CopyButton
          text={supportBundle({ ...first, deliveries }, null)}
          label={t`Copy support bundle`}
          className="touch-target inline-flex items-center gap-1.5 self-start rounded-control font-medium text-accent-text hover:underline"
        />
      </div>
    </div>
  );
}

function Fact({ name, code, children }: { name: string; code?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-12 text-fg-3">{name}</dt>
      <dd dir={code ? 'ltr' : undefined} className={code ? 'break-all text-start font-mono text-12' : undefined}>
        {children}
      </dd>
    </div>
  );
}
