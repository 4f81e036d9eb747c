// What happened with a contact: who created, changed, tagged, merged, assigned, closed.
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { contacts } from '~/api/contacts';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Contact } from '~/api/schema';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { useActionName } from '~/layouts/use-action-names';
import { exact, moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';

export function Timeline({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const name = useActionName();
  const list = useInfiniteQuery(contacts.timeline(id, contact.id));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  // Who came with a file, or wrote first, was created by nobody.
  const began = !list.hasNextPage && rows.every(({ action }) => action !== 'contact.created');
  return (
    <SettingsSection
      title={t`History`}
      about={t`What your team and PrismWA did. What was said is in the conversation.`}
    >
      {list.isPending && <Skeleton className="h-16" />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} />}
      {list.isSuccess && (
        <ol aria-label={t`History`} className="flex flex-col border-line border-s ps-4 text-13">
          {rows.map((row) => (
            <Row key={row.id} words={name(row.action)} by={row.actor_name ?? t`PrismWA`} at={row.at} />
          ))}
          {began && <Row words={t`First known here`} at={contact.created_at} />}
        </ol>
      )}
      {list.hasNextPage && (
        <Button className="self-start" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </SettingsSection>
  );
}

function Row({ words, by, at }: { words: string; by?: string; at: string }) {
  return (
    <li className="relative flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
      <span
        aria-hidden="true"
        className="absolute -start-[1.28rem] top-3 size-2 rounded-full border border-line-strong bg-surface"
      />
      <span className="min-w-0">
        <span className="font-medium">{words}</span> {by && <bdi className="text-fg-3">{by}</bdi>}
      </span>
      <time dateTime={at} data-tooltip={exact(at)} className="shrink-0 text-12 text-fg-3">
        {moment(at)}
      </time>
    </li>
  );
}
