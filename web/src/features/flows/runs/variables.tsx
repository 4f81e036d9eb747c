// Everything a run held after a step: value, who wrote it last, what changed just now. To search and to copy.
import { Trans, useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Graph, Step } from '~/api/flows-types';
import { Badge } from '~/ui/badge';
import { IconButton } from '~/ui/icon-button';
import { JsonView } from '~/ui/json-view';
import { SearchBox } from '~/ui/search-box';
import { toast } from '~/ui/toast';
import { titleOf } from '../canvas/names';
import { Fold } from './step-detail';
import { brief, type Held, heldAfter } from './trace';

interface Props {
  steps: readonly Step[];
  place: number;
  graph: Graph;
  onPlace: (place: number) => void;
}

export function Variables({ steps, place, graph, onPlace }: Props) {
  const { t } = useLingui();
  const [wanted, setWanted] = useState('');
  const held = useMemo(() => heldAfter(steps, place), [steps, place]);
  const shown = held.filter(({ path, value }) =>
    `${path} ${brief(value, 2000)}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  if (held.length === 0) {
    return (
      <p className="text-13 text-fg-3">
        <Trans>Nothing was remembered up to this step.</Trans>
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      {held.length > 8 && <SearchBox label={t`Search variables`} value={wanted} onChange={setWanted} />}
      <ul
        aria-label={t`Variables after this step`}
        className="flex flex-col divide-y divide-line rounded-control border border-line"
      >
        {shown.map((one) => (
          <Line
            key={one.path}
            held={one}
            writer={titleOf(graph, one.node)}
            onWriter={() => onPlace(steps.findIndex(({ number }) => number === one.step))}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>No variable fits.</Trans>
        </p>
      )}
    </div>
  );
}

function Line({ held, writer, onWriter }: { held: Held; writer: string; onWriter: () => void }) {
  const { t } = useLingui();
  const { path, value, changed, before, step } = held;
  const whole = typeof value === 'object' && value !== null;
  return (
    <li className={clsx('flex flex-col gap-0.5 px-2.5 py-1.5', changed && 'bg-warning-soft')}>
      <div className="flex items-center gap-1.5">
        <bdi className="min-w-0 flex-1 break-all font-mono text-12">{path}</bdi>
        {changed && <Badge tone="warning">{before === null ? t`New` : t`Changed`}</Badge>}
        <IconButton
          icon={Copy}
          size="sm"
          label={t`Copy ${`{{${path}}}`}`}
          onClick={() =>
            void navigator.clipboard
              .writeText(`{{${path}}}`)
              .then(() => toast({ title: t`Copied`, tone: 'success', timeout: 2000 }))
          }
        />
      </div>
      {whole ? (
        <Fold label={brief(value, 60)}>
          <JsonView label={path} value={value} className="max-h-48" />
        </Fold>
      ) : (
        <p dir="auto" className="break-words text-13">
          {value === null ? <span className="text-fg-3">{t`gone`}</span> : brief(value, 400)}
        </p>
      )}
      <p className="text-11 text-fg-3">
        {typeOf(value)}
        {' · '}
        <button type="button" onClick={onWriter} className="rounded-badge underline-offset-2 hover:underline">
          <Trans>
            written by <bdi>{writer}</bdi> in step {step + 1}
          </Trans>
        </button>
      </p>
    </li>
  );
}

function typeOf(value: Held['value']): string {
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'nothing';
  return typeof value === 'object' ? 'object' : typeof value === 'string' ? 'text' : typeof value;
}
