// What goes on in the background: how far each piece of work is, why it failed, and starting again what was given up.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type JobStage, jobs } from '~/api/jobs';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsPage } from '~/layouts/form/settings-page';
import { Button } from '~/ui/button';
import { Select } from '~/ui/select';
import { Skeleton } from '~/ui/skeleton';
import { JobRow } from './job-row';

export default function JobsSettingsPage() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const [stage, setStage] = useState<JobStage | 'all'>('all');
  const list = useInfiniteQuery(jobs.list(id, stage === 'all' ? null : stage));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <SettingsPage
      title={t`Background jobs`}
      intro={t`Imports, syncs with WhatsApp, files that are fetched and handed on. What fails is tried again by itself a few times, and what takes too long can be stopped.`}
    >
      <div className="flex flex-col gap-3">
        <div className="w-44">
          <Select<JobStage | 'all'>
            label={t`Which`}
            value={stage}
            onChange={setStage}
            options={[
              { value: 'all', label: t`All` },
              { value: 'open', label: t`Under way` },
              { value: 'failed', label: t`Given up` },
              { value: 'cancelled', label: t`Stopped` },
              { value: 'done', label: t`Done` },
            ]}
          />
        </div>
        {list.isPending && <Skeleton className="h-40" />}
        {list.isError && <ProblemNote problem={asProblem(list.error)} />}
        {list.isSuccess && rows.length === 0 && (
          <p className="py-8 text-center text-13 text-fg-3">
            {stage === 'failed' ? <Trans>Nothing was given up.</Trans> : <Trans>There is no such work.</Trans>}
          </p>
        )}
        {rows.length > 0 && (
          <ul
            aria-label={t`Background jobs`}
            className="divide-y divide-line rounded-card border border-line bg-surface"
          >
            {rows.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button
            size="sm"
            className="self-center"
            busy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Show older ones</Trans>
          </Button>
        )}
        {list.isSuccess && (
          <p role="status" className="sr-only">
            <Plural value={rows.length} one="# job" other="# jobs" />
          </p>
        )}
      </div>
    </SettingsPage>
  );
}
