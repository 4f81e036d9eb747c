// The head of the pages of one flow: its name, its state, and the way between editor, runs and versions.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { flows } from '~/api/flows';
import { FlowStateBadge } from '../list/state-badge';

const tab =
  'touch-target inline-flex h-8 items-center rounded-control px-2.5 font-medium text-13 text-fg-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-accent-text';

interface Props {
  flow: string;
  /** Which of its pages this is. */
  page: string;
  /** The page has no heading of its own below. */
  heading?: boolean;
  actions?: ReactNode;
}

export function FlowHead({ flow, page, heading, actions }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { data } = useQuery(flows.get(ws, flow));
  const params = { ws, flow };
  const Name = heading ? 'h1' : 'p';
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-3 py-2">
      <Link
        to="/w/$ws/flows"
        params={{ ws }}
        aria-label={t`All flows`}
        data-tooltip={t`All flows`}
        className="touch-target inline-flex size-8 items-center justify-center rounded-control text-fg-2 hover:bg-hover"
      >
        <ArrowLeft aria-hidden="true" className="mirror size-4.5" strokeWidth={1.75} />
      </Link>
      <Name {...(heading && { tabIndex: -1 })} className="min-w-0 truncate font-semibold text-16">
        <bdi>{data?.name ?? '…'}</bdi>
        {heading && <span className="sr-only">: {page}</span>}
      </Name>
      {data && <FlowStateBadge flow={data} />}
      <nav aria-label={t`Pages of this flow`} className="flex gap-0.5 max-md:w-full">
        <Link to="/w/$ws/flows/$flow/edit" params={params} className={tab}>
          <Trans>Edit</Trans>
        </Link>
        <Link to="/w/$ws/flows/$flow/runs" params={params} className={tab}>
          <Trans>Runs</Trans>
        </Link>
        <Link to="/w/$ws/flows/$flow/versions" params={params} className={tab}>
          <Trans>Versions</Trans>
        </Link>
      </nav>
      <div className="ms-auto flex items-center gap-2">{actions}</div>
    </header>
  );
}
