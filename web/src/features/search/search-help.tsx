// What stands below an empty search: what was searched lately, and what can be written.
import { Trans, useLingui } from '@lingui/react/macro';
import { History } from 'lucide-react';
import { Button } from '~/ui/button';

interface SearchHelpProps {
  recent: readonly string[];
  onChoose: (query: string) => void;
  onForget: () => void;
}

export function SearchHelp({ recent, onChoose, onForget }: SearchHelpProps) {
  const { t } = useLingui();
  const ways = useWays();
  return (
    <div className="scroller flex min-h-0 flex-1 flex-col gap-6 p-4 md:px-6">
      {recent.length > 0 && (
        <section aria-labelledby="recent-searches" className="flex max-w-180 flex-col gap-1">
          <div className="flex items-center justify-between">
            <h2 id="recent-searches" className="font-semibold text-12 text-fg-3">
              <Trans>Recent searches</Trans>
            </h2>
            <Button size="sm" variant="ghost" onClick={onForget}>
              <Trans>Forget</Trans>
            </Button>
          </div>
          <ul className="flex flex-col">
            {recent.map((query) => (
              <li key={query}>
                <button
                  type="button"
                  onClick={() => onChoose(query)}
                  className="flex min-h-9 w-full items-center gap-2.5 rounded-control px-2 text-start text-13 hover:bg-hover coarse:min-h-11"
                >
                  <History aria-hidden="true" className="size-4 shrink-0 text-fg-3" strokeWidth={1.75} />
                  <bdi className="truncate">{query}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="search-ways" className="flex max-w-180 flex-col gap-1">
        <h2 id="search-ways" className="font-semibold text-12 text-fg-3">
          <Trans>What you can write</Trans>
        </h2>
        <dl className="grid grid-cols-1 md:grid-cols-[minmax(0,17rem)_1fr]">
          {ways.map(({ write, meaning }) => (
            <div key={write} className="contents">
              <dt className="pt-2 md:border-line md:border-t md:py-1.5">
                <button
                  type="button"
                  dir="ltr"
                  aria-label={t`Write ${write}`}
                  onClick={() => onChoose(write)}
                  className="min-h-6 rounded-badge px-1.5 text-start font-mono text-12 text-accent-text hover:bg-hover coarse:min-h-11"
                >
                  {write}
                </button>
              </dt>
              <dd className="border-line px-1.5 pb-2 text-13 text-fg-2 border-b md:border-t md:border-b-0 md:py-1.5">
                {meaning}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** Each with an example that works as it stands. */
function useWays(): { write: string; meaning: string }[] {
  const { t } = useLingui();
  return [
    {
      write: 'order late',
      meaning: t`Both words, in any order; the last may be the beginning of a longer one. Accents and capitals do not matter.`,
    },
    { write: '"on its way"', meaning: t`These words, one after another` },
    { write: 'order -cancelled', meaning: t`Without this word` },
    { write: '4567', meaning: t`Any part of a number of three digits or more` },
    { write: 'from:customer', meaning: t`Written by customer, agent, automation, me, or a member's name` },
    { write: 'in:note', meaning: t`In internal notes, or in messages (in:message)` },
    { write: 'contact:ana', meaning: t`With contacts whose name or number fits` },
    { write: 'has:document', meaning: t`With media, image, video, audio, document, sticker, location or link` },
    {
      write: 'after:7d',
      meaning: t`Since that day; before: ends before it, on: is the day itself. Write 2026-11-23, today, yesterday, 7d, 2w, 3m or 1y.`,
    },
    { write: 'status:open', meaning: t`In conversations that are open, snoozed or closed` },
    { write: 'assignee:me', meaning: t`In conversations of me, none, or a member` },
    { write: 'tag:VIP', meaning: t`With contacts of this tag; team: works alike` },
    { write: 'failed:yes', meaning: t`Messages that were not delivered` },
  ];
}
