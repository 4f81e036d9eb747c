// What the checker found: a click goes to the step and the setting, a button takes the way out it offers.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { Finding, Severity } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { nodeTitle } from '../canvas/names';
import { KindTile } from '../canvas/step-node';
import { applyEdits, nodeOf } from './edits';
import { DoorFix, ElsewhereFix, placeOf } from './elsewhere-fix';
import { useEditor, useEditorStore } from './store';
import { missingTag, TagFix } from './tag-fix';
import { useUiStore } from './ui';
import { useActions } from './use-actions';

const looks: Record<Severity, { icon: typeof Info; tone: string }> = {
  error: { icon: CircleAlert, tone: 'text-danger' },
  warning: { icon: TriangleAlert, tone: 'text-warning' },
  hint: { icon: Info, tone: 'text-info' },
};

export function ProblemsPanel() {
  const { t } = useLingui();
  const ui = useUiStore();
  const findings = useEditor((state) => state.findings);
  const bounds = useEditor((state) => state.bounds);
  return (
    <section aria-label={t`Problems`} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-line border-b ps-4 pe-2">
        <h2 className="flex-1 font-semibold text-14">
          <Trans>Problems</Trans>
        </h2>
        <IconButton icon={X} size="sm" label={t`Close`} onClick={() => ui.setState({ panel: 'none' })} />
      </div>
      {findings.length === 0 ? (
        <EmptyState icon={CircleCheck} title={<Trans>No problems. The flow can be published.</Trans>} />
      ) : (
        <ul className="scroller min-h-0 flex-1 p-2">
          {findings.map((finding, index) => (
            <FindingRow key={`${finding.code}${finding.node}${finding.field}${index}`} finding={finding} />
          ))}
        </ul>
      )}
      {bounds && (
        <p className="shrink-0 border-line border-t px-4 py-2 text-12 text-fg-3">
          <Trans>
            Between two answers of the customer: at most{' '}
            <Plural value={bounds.sends} one="# message" other="# messages" /> and{' '}
            <Plural value={bounds.calls} one="# call" other="# calls" />.
          </Trans>
        </p>
      )}
    </section>
  );
}

export function FindingRow({ finding }: { finding: Finding }) {
  const store = useEditorStore();
  const actions = useActions();
  const editable = useEditor((state) => state.editable);
  const node = useEditor((state) => (finding.node ? nodeOf(state.graph, finding.node) : undefined));
  const { icon: Icon, tone } = looks[finding.severity];
  const { fix } = finding;
  const tag = missingTag(finding);
  const place = placeOf(finding);
  return (
    <li className="rounded-control hover:bg-hover">
      <button
        type="button"
        disabled={!node}
        onClick={() => {
          if (!node) return;
          store.getState().goTo(node.id, finding.field ?? '');
          actions.show(node.id);
        }}
        className="ring-inside flex w-full items-start gap-2.5 rounded-control px-2 py-2 text-start"
      >
        <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${tone}`} />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="text-13">
            <Sentence of={finding.message} />
          </span>
          {node && (
            <span className="flex items-center gap-1.5 text-12 text-fg-3">
              <KindTile kind={node.type} size="sm" />
              <bdi className="truncate">{nodeTitle(node)}</bdi>
            </span>
          )}
        </span>
      </button>
      {tag && !fix && editable && (
        <div className="ps-8.5 pe-2 pb-2">
          <TagFix tag={tag} />
        </div>
      )}
      {place && !fix && editable && (
        <div className="ps-8.5 pe-2 pb-2">
          <ElsewhereFix place={place} />
        </div>
      )}
      {finding.code === 'door.taken' && finding.node && editable && (
        <div className="ps-8.5 pe-2 pb-2">
          <DoorFix node={finding.node} field={finding.field ?? ''} />
        </div>
      )}
      {fix && editable && (
        <div className="ps-8.5 pe-2 pb-2">
          <Button
            size="sm"
            onClick={() => {
              store.getState().change((graph) => applyEdits(graph, fix.edits));
              if (node) store.getState().select([node.id]);
            }}
          >
            {fix.title}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The checker writes in the manner of code; people read sentences, and see what is a name by its type. */
export function Sentence({ of: message }: { of: string }) {
  const sentence = message.charAt(0).toLocaleUpperCase() + message.slice(1);
  return sentence.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <bdi key={index} className="break-all font-mono text-12">
        {part}
      </bdi>
    ),
  );
}
