// Plays Meta's reviewers: who decides, and each template with what can be decided about it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { asProblem } from '~/api/errors';
import { queryClient } from '~/api/query-client';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Menu, type MenuEntry } from '~/ui/menu';
import { Skeleton } from '~/ui/skeleton';
import { Switch } from '~/ui/switch';
import { toast } from '~/ui/toast';
import { control } from './control';
import { simulator } from './queries';
import type { ReviewedTemplate } from './types';

/** What Meta gives as a reason (webhook message_template_status_update). */
const reasons = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
];
const pauses = ['FIRST_PAUSE', 'SECOND_PAUSE', 'RATE_LIMITING_PAUSE'];
const tones: Record<string, 'success' | 'danger' | 'warning' | 'accent'> = {
  APPROVED: 'success',
  REJECTED: 'danger',
  DISABLED: 'danger',
  PAUSED: 'warning',
  PENDING: 'accent',
};

const plain = (word: string) => word.charAt(0) + word.slice(1).toLowerCase().replaceAll('_', ' ');

export function ReviewPanel() {
  const { t } = useLingui();
  const templates = useQuery(simulator.templates());
  const review = useMutation({
    mutationFn: (seconds: number | null) => control.setReview(seconds),
    onSettled: () => queryClient.invalidateQueries(simulator.templates()),
  });
  if (templates.isPending) return <Skeleton className="m-4 h-40" />;
  if (templates.isError)
    return (
      <p role="alert" className="p-4 text-13 text-danger">
        {asProblem(templates.error).detail}
      </p>
    );
  const waiting = templates.data.templates.filter((template) => template.status === 'PENDING');
  const rest = templates.data.templates.filter((template) => template.status !== 'PENDING');
  return (
    <div className="flex flex-col gap-4 p-4">
      <Switch
        checked={templates.data.review_seconds === null}
        onChange={(byHand) => review.mutate(byHand ? null : 4)}
        label={t`I decide about templates`}
        hint={t`Otherwise each is approved after a few seconds.`}
      />
      {waiting.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold text-12 text-fg-3">
            <Trans>Waiting for a decision</Trans>
          </h2>
          <ul className="flex flex-col gap-2">
            {waiting.map((template) => (
              <Row key={template.id} template={template} />
            ))}
          </ul>
        </section>
      )}
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold text-12 text-fg-3">
          <Trans>All templates</Trans>
        </h2>
        <ul className="flex flex-col gap-2">
          {rest.map((template) => (
            <Row key={template.id} template={template} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Row({ template }: { template: ReviewedTemplate }) {
  const { t } = useLingui();
  const decide = useMutation({
    mutationFn: (decision: { status: string; reason?: string }) => control.decide(template.id, decision),
    onSettled: () => queryClient.invalidateQueries(simulator.templates()),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const entries: MenuEntry[] = [
    { kind: 'header', id: 'reject', label: t`Reject` },
    ...reasons.map(
      (reason): MenuEntry => ({
        kind: 'item',
        id: reason,
        label: plain(reason),
        onSelect: () => decide.mutate({ status: 'REJECTED', reason }),
      }),
    ),
    { kind: 'separator', id: 'between' },
    { kind: 'header', id: 'pause', label: t`Pause` },
    ...pauses.map(
      (reason): MenuEntry => ({
        kind: 'item',
        id: reason,
        label: plain(reason),
        onSelect: () => decide.mutate({ status: 'PAUSED', reason }),
      }),
    ),
    { kind: 'separator', id: 'end' },
    {
      kind: 'item',
      id: 'disable',
      label: t`Disable`,
      tone: 'danger',
      onSelect: () => decide.mutate({ status: 'DISABLED' }),
    },
  ];
  return (
    <li className="flex flex-col gap-2 rounded-card border border-line p-2.5">
      <div className="flex items-center justify-between gap-2">
        <bdi className="min-w-0 truncate font-medium text-13">{template.name}</bdi>
        <span className="shrink-0 font-mono text-11 text-fg-3">{template.language}</span>
      </div>
      <div className="flex items-center gap-1.5">
        <Badge tone={tones[template.status] ?? 'neutral'}>{plain(template.status)}</Badge>
        <span className="ms-auto flex gap-1.5">
          {template.status !== 'APPROVED' && (
            <Button size="sm" busy={decide.isPending} onClick={() => decide.mutate({ status: 'APPROVED' })}>
              <Trans>Approve</Trans>
            </Button>
          )}
          <Menu
            label={t`Decide about ${template.name}`}
            align="end"
            entries={entries}
            trigger={(props) => (
              <Button {...props} size="sm" variant="ghost">
                <Trans>Decide…</Trans>
              </Button>
            )}
          />
        </span>
      </div>
    </li>
  );
}
