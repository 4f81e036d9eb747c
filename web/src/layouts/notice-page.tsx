// Whole-page notices: not found, no access, something broke. Never a blank page, always a way out.
import { Trans, useLingui } from '@lingui/react/macro';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { CircleAlert, CloudOff, Compass, Lock, type LucideIcon, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { asProblem } from '~/api/errors';
import { OlderVersionError } from '~/lib/fetch-part';
import { useTitle } from '~/lib/use-title';
import { Button, buttonClass } from '~/ui/button';
import { toast } from '~/ui/toast';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

function Notice({ icon: Icon, title, children, actions }: NoticeProps) {
  useTitle(title);
  return (
    <div className="flex h-full min-h-80 flex-col items-center justify-center gap-4 p-8 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent-text">
        <Icon aria-hidden="true" className="size-7" strokeWidth={1.5} />
      </span>
      <div className="flex max-w-100 flex-col gap-1.5">
        <h1 className="font-semibold text-20">{title}</h1>
        <div className="text-14 text-fg-2">{children}</div>
      </div>
      <div className="flex flex-wrap justify-center gap-2">{actions}</div>
    </div>
  );
}

function HomeLink() {
  return (
    <Link to="/" className={buttonClass({ variant: 'primary' })}>
      <Trans>Go to the inbox</Trans>
    </Link>
  );
}

export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <Notice icon={Compass} title={t`Page not found`} actions={<HomeLink />}>
      <Trans>Nothing is at this address. The link may be old, or the workspace is not one of yours.</Trans>
    </Notice>
  );
}

/** `place` in words: "the audit log". */
export function ForbiddenPage({ place }: { place: string }) {
  const { t } = useLingui();
  return (
    <Notice icon={Lock} title={t`You don't have access to ${place}`} actions={<HomeLink />}>
      <Trans>Ask an admin of this workspace to change your role.</Trans>
    </Notice>
  );
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  if (error instanceof OlderVersionError) return <OlderVersionPage />;
  const problem = asProblem(error);
  const details = [problem.code, problem.detail, problem.requestId].filter(Boolean).join('\n');
  return (
    <Notice
      icon={problem.isOffline ? CloudOff : CircleAlert}
      title={problem.isOffline ? t`The server cannot be reached` : t`This page could not be shown`}
      actions={
        <>
          <Button
            variant="primary"
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            <Trans>Try again</Trans>
          </Button>
          <Button
            onClick={() => {
              void navigator.clipboard
                .writeText(details)
                .then(() => toast({ title: t`Details copied`, tone: 'success' }));
            }}
          >
            <Trans>Copy details</Trans>
          </Button>
        </>
      }
    >
      <p>{problem.isOffline ? problem.remedy : problem.detail}</p>
      {!problem.isOffline && problem.remedy && <p>{problem.remedy}</p>}
      {problem.requestId && (
        <p className="mt-2 text-12 text-fg-3">
          <Trans>
            Request <code dir="ltr">{problem.requestId}</code>
          </Trans>
        </p>
      )}
    </Notice>
  );
}

/** The server was updated while this page was open, and no longer has a part of it. */
function OlderVersionPage() {
  const { t } = useLingui();
  return (
    <Notice
      icon={RefreshCw}
      title={t`PrismWA was updated`}
      actions={
        <Button variant="primary" onClick={() => location.reload()}>
          <Trans>Load the new version</Trans>
        </Button>
      }
    >
      <Trans>This page belongs to the version before. What you wrote in conversations is kept.</Trans>
    </Notice>
  );
}
