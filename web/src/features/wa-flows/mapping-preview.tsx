// What an address would get for a real submission, with the fields as they are being written; nothing is sent.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type ForwardTried, submissions } from '~/api/submissions';
import { moment } from '~/lib/dates';
import { JsonView } from '~/ui/json-view';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';

interface Props {
  flow: string;
  submission: string | null;
  onSubmission(submission: string): void;
  tried: ForwardTried | undefined;
  error: Error | null;
}

export function MappingPreview({ flow, submission, onSubmission, tried, error }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const list = useInfiniteQuery(submissions.list(id, { wa_flow: flow }));
  const rows = list.data?.pages[0]?.data ?? [];
  return (
    <section aria-label={t`What would be sent`} className="flex flex-col gap-2 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-13">
          <Trans>What would be sent</Trans>
        </h3>
        {rows.length > 0 && (
          <Select
            label={t`Submission`}
            value={submission ?? rows[0]?.id ?? ''}
            onChange={onSubmission}
            options={rows.map((one) => ({ value: one.id, label: one.contact.name, note: moment(one.at) }))}
            className="max-w-64"
          />
        )}
      </div>
      {list.isSuccess && rows.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>As soon as somebody sends the form, its submission shows here what would go out.</Trans>
        </p>
      )}
      {error && <p className="text-13 text-danger">{asProblem(error).detail}</p>}
      {rows.length > 0 && !tried && !error && <Skeleton className="h-24" />}
      {tried && <JsonView label={t`What would be sent`} value={tried.body} className="max-h-72" />}
    </section>
  );
}

/** The submission that is shown: the chosen one, or the latest there is. */
export function useShownSubmission(flow: string): [string | null, (submission: string) => void] {
  const { id } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useInfiniteQuery(submissions.list(id, { wa_flow: flow }));
  return [chosen ?? list.data?.pages[0]?.data[0]?.id ?? null, setChosen];
}
