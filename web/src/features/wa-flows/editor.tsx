// The editor of one form: what is written on one side, the phone on the other; on narrow screens one at a time.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Smartphone } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import type { WaFlow } from '~/api/wa-flows';
import { ConflictBar, SavedNote } from '~/layouts/form/saved-note';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { useMedia } from '~/lib/use-media';
import { Button } from '~/ui/button';
import { Skeleton } from '~/ui/skeleton';
import { Tabs } from '~/ui/tabs';
import { Actions } from './actions';
import { HealthDot, StatusBadge } from './badges';
import { Preview, useReadableForm } from './preview';
import { type EditorSearch, tabs, type WaFlowTab } from './search';
import { useFindings } from './use-findings';

const CodeTab = lazy(() => import('./code-tab'));
const DesignTab = lazy(() => import('./design-tab'));
const EndpointTab = lazy(() => import('./endpoint-tab'));
const ExchangesTab = lazy(() => import('./exchanges-tab'));
const HealthTab = lazy(() => import('./health-tab'));
const SubmissionsTab = lazy(() => import('./submissions-tab'));

interface Props {
  flow: WaFlow;
  draft: SavedText;
  locked: string | null;
  tab: WaFlowTab;
  search: EditorSearch;
  onTab(tab: WaFlowTab): void;
  onSearch(next: Partial<EditorSearch>): void;
}

export function Editor({ flow, draft, locked, tab, search, onTab, onSearch }: Props) {
  const { t } = useLingui();
  const wide = useMedia('(min-width: 64rem)');
  const [phone, setPhone] = useState(false);
  const [place, setPlace] = useState<{ pointer: string } | null>(null);
  // On a phone the tabs are wider than the screen.
  useEffect(() => document.getElementById(`wa-flow-tab-${tab}`)?.scrollIntoView?.({ block: 'nearest' }), [tab]);
  const form = useReadableForm(draft.text);
  const findings = useFindings(flow, draft);
  const words: Record<WaFlowTab, string> = {
    design: t`Design`,
    code: t`Code`,
    functions: t`Endpoint`,
    exchanges: t`Exchanges`,
    submissions: t`Submissions`,
    health: t`Health`,
  };
  const point = (pointer: string) => {
    setPlace({ pointer });
    setPhone(false);
    if (tab !== 'code' && tab !== 'design') onTab('code');
  };
  const hasPhone = tab === 'code' || tab === 'design';
  const body: Record<WaFlowTab, () => ReactNode> = {
    design: () => (
      <DesignTab draft={draft} form={form} locked={locked} place={place} onPlace={(pointer) => setPlace({ pointer })} />
    ),
    code: () => (
      <CodeTab
        draft={draft}
        locked={locked}
        findings={findings}
        place={place}
        onPlace={(pointer) => setPlace({ pointer })}
      />
    ),
    functions: () => <EndpointTab flow={flow} form={form} outline={findings.outline} locked={locked} />,
    exchanges: () => (
      <ExchangesTab
        flow={flow}
        chosen={search.exchange}
        locked={locked}
        onChoose={(exchange) => onSearch({ exchange })}
      />
    ),
    submissions: () => <SubmissionsTab flow={flow} outline={findings.outline} search={search} onSearch={onSearch} />,
    health: () => <HealthTab flow={flow} />,
  };
  const preview = <Preview flow={flow.id} form={form} hasEndpoint={flow.endpoint.kind !== 'none'} onPoint={point} />;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-1">
        <BackLink />
        <h1 tabIndex={-1} className="min-w-0 truncate font-semibold text-16">
          <bdi>{flow.name}</bdi>
        </h1>
        <StatusBadge flow={flow} />
        <HealthDot flow={flow} />
        <SavedNote draft={draft} />
        <span className="flex-1" />
        {hasPhone && !wide && (
          <Button size="sm" icon={Smartphone} aria-pressed={phone} onClick={() => setPhone(!phone)}>
            {phone ? <Trans>Back to writing</Trans> : <Trans>Preview</Trans>}
          </Button>
        )}
        <Actions flow={flow} draft={draft} locked={locked} findings={findings} onProblems={() => onTab('code')} />
      </header>
      <div className="overflow-x-auto border-line border-b px-3">
        <Tabs
          id="wa-flow"
          label={flow.name}
          tabs={tabs.map((value) => ({ value, label: words[value] }))}
          value={tab}
          onChange={onTab}
        />
      </div>
      <ConflictBar draft={draft} language="json" />
      <div className="flex min-h-0 flex-1">
        <div
          id={`wa-flow-panel-${tab}`}
          role="tabpanel"
          aria-labelledby={`wa-flow-tab-${tab}`}
          hidden={hasPhone && !wide && phone}
          className={hasPhone && !wide && phone ? 'hidden' : 'flex min-h-0 min-w-0 flex-1 flex-col'}
        >
          <Suspense fallback={<Skeleton className="m-4 h-60" />}>{body[tab]()}</Suspense>
        </div>
        {hasPhone && (wide || phone) && (
          <aside aria-label={t`Preview`} className="w-full border-line lg:w-106 lg:border-s">
            {preview}
          </aside>
        )}
      </div>
    </div>
  );
}

function BackLink() {
  const { t } = useLingui();
  const { id } = useWorkspace();
  return (
    <Link
      to="/w/$ws/wa-flows"
      params={{ ws: id }}
      aria-label={t`All forms`}
      data-tooltip={t`All forms`}
      className="touch-target -ms-1.5 inline-flex size-8 items-center justify-center rounded-control text-fg-2 hover:bg-hover"
    >
      <ArrowLeft aria-hidden="true" className="mirror size-4.5" strokeWidth={1.75} />
    </Link>
  );
}
