// The doctor: asks Meta and ourselves whether everything is in place. Each line is green, amber or red, with what to do and a button where one press does it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Play, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { components } from '~/generated/api';
import { ProblemNote } from '~/layouts/form/problem-note';
import { SettingsSection } from '~/layouts/form/settings-page';
import { moment } from '~/lib/dates';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { PinDialog } from './pin-dialog';

type Line = components['schemas']['ChannelCheck'];

export function ChannelChecks() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const checks = useQuery(channel.checks(id));
  const loop = useMutation(channel.loopTest(id));
  const wrong = checks.data?.filter((one) => !one.ok).length ?? 0;
  const again = () => void checks.refetch();
  return (
    <SettingsSection
      title={t`Doctor`}
      about={t`From the token to a delivery that comes back. What is not green says what to do.`}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-13 text-fg-2">
          {checks.isSuccess &&
            (wrong === 0 ? (
              <Trans>Everything is in place.</Trans>
            ) : (
              <Plural value={wrong} one="# thing needs you." other="# things need you." />
            ))}
        </p>
        <Button size="sm" icon={RefreshCw} busy={checks.isFetching} onClick={again}>
          <Trans>Check again</Trans>
        </Button>
      </div>
      {checks.isPending && [0, 1, 2, 3].map((row) => <Skeleton key={row} className="h-9" />)}
      {checks.isError && <ProblemNote problem={asProblem(checks.error)} />}
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface empty:hidden">
        {checks.data?.map((one) => (
          <Row key={one.id} line={one} onFixed={again} />
        ))}
        {checks.data && (
          <li className="flex items-start gap-3 px-4 py-2.5">
            {loop.data ? (
              <Mark level={loop.data.level} />
            ) : (
              <Play aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-fg-3" strokeWidth={1.75} />
            )}
            <div className="min-w-0 flex-1">
              <p className="font-medium text-13">{t`Loop test`}</p>
              <p className="text-13 text-fg-2">
                {loop.data?.detail ??
                  t`Sends a signed test delivery to the public address and looks whether it arrives here.`}
              </p>
              {loop.data?.remedy && <p className="pt-1 text-13 text-danger">{loop.data.remedy}</p>}
              <ProblemNote problem={loop.error ? asProblem(loop.error) : null} />
            </div>
            <Button size="sm" busy={loop.isPending} onClick={() => loop.mutate()}>
              {loop.data ? <Trans>Run again</Trans> : <Trans>Run</Trans>}
            </Button>
          </li>
        )}
      </ul>
    </SettingsSection>
  );
}

function Row({ line, onFixed }: { line: Line; onFixed: () => void }) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-2.5">
      <Mark level={line.level} />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-13">{line.title}</p>
        <p className="break-words text-13 text-fg-2">{withReadableTimes(line.detail)}</p>
        {line.remedy && (
          <p className={`pt-1 text-13 ${line.level === 'error' ? 'text-danger' : 'text-warning'}`}>{line.remedy}</p>
        )}
      </div>
      <Fix fix={line.fix} onFixed={onFixed} />
    </li>
  );
}

/** Colour never stands alone: each has a shape and a name. */
function Mark({ level }: { level: Line['level'] }) {
  const { t } = useLingui();
  const look = 'mt-0.5 size-4.5 shrink-0';
  switch (level) {
    case 'ok':
      return <CircleCheck role="img" aria-label={t`In order`} className={`${look} text-success`} strokeWidth={1.75} />;
    case 'warning':
      return (
        <TriangleAlert role="img" aria-label={t`Look at this`} className={`${look} text-warning`} strokeWidth={1.75} />
      );
    default:
      return <CircleX role="img" aria-label={t`Needs work`} className={`${look} text-danger`} strokeWidth={1.75} />;
  }
}

/** What one press can do about it. */
function Fix({ fix, onFixed }: { fix: Line['fix']; onFixed: () => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const subscribe = useMutation({ ...channel.subscribe(id), onSuccess: onFixed });
  const clear = useMutation({ ...channel.clearOverride(id), onSuccess: onFixed });
  const [asking, setAsking] = useState(false);
  const problem = subscribe.error ?? clear.error;
  if (fix === null || fix === undefined) return null;
  return (
    <>
      {fix === 'subscribe' && (
        <Button size="sm" busy={subscribe.isPending} onClick={() => subscribe.mutate()}>
          <Trans>Subscribe</Trans>
        </Button>
      )}
      {fix === 'clear_override' && (
        <Button size="sm" busy={clear.isPending} onClick={() => clear.mutate()}>
          <Trans>Take the override away</Trans>
        </Button>
      )}
      {fix === 'register' && (
        <>
          <Button size="sm" onClick={() => setAsking(true)}>
            <Trans>Register…</Trans>
          </Button>
          <PinDialog
            open={asking}
            what="register"
            title={t`Register the number`}
            onClose={() => setAsking(false)}
            onDone={onFixed}
          />
        </>
      )}
      {problem && (
        <div className="basis-full">
          <ProblemNote problem={asProblem(problem)} />
        </div>
      )}
    </>
  );
}

/** The server names times as machines do. */
function withReadableTimes(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment(at));
}
