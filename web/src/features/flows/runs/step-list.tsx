// The trail as a list: number, node, what set it going, how it came out. Arrow keys walk it; the chosen step is the one that is looked at.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import {
  ArrowRight,
  CircleAlert,
  CirclePause,
  Clock,
  Flag,
  type LucideIcon,
  MessageSquare,
  Workflow,
} from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Graph, Step, StepOutcome } from '~/api/flows-types';
import { exact } from '~/lib/dates';
import { nodeTitle } from '../canvas/names';
import { millis, since } from './times';
import { useStepWords } from './use-step-words';

const icons: Record<StepOutcome, LucideIcon> = {
  left: ArrowRight,
  waits: Clock,
  called: Workflow,
  ended: Flag,
  failed: CircleAlert,
  paused: CirclePause,
};

interface Props {
  steps: readonly (Step & { duration_ms?: number | null })[];
  graph: Graph;
  /** Place of the step that is looked at. */
  place: number;
  onPlace: (place: number) => void;
  label: string;
}

export function StepList({ steps, graph, place, onPlace, label }: Props) {
  const { t } = useLingui();
  const words = useStepWords();
  const list = useRef<HTMLOListElement>(null);
  const first = steps[0]?.at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the step that is looked at
  useEffect(() => {
    list.current?.querySelector('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (next === undefined || next < 0 || next >= steps.length) return;
    event.preventDefault();
    onPlace(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <ol ref={list} aria-label={label} onKeyDown={onKeyDown} className="flex flex-col">
      {steps.map((step, index) => {
        const node = graph.nodes.find(({ id }) => id === step.node);
        const name = node ? nodeTitle(node) : step.node;
        const outcome = words.outcome(step, node);
        const why = words.opening(step);
        const Icon = icons[step.outcome];
        return (
          <li key={`${step.number} ${step.at}`} style={{ paddingInlineStart: step.depth * 16 }}>
            {why && (
              <p className="flex items-center gap-1.5 px-3 pt-2 pb-0.5 text-11 text-fg-3">
                <MessageSquare aria-hidden="true" className="size-3 shrink-0" strokeWidth={1.75} />
                <bdi className="min-w-0 flex-1 truncate">{why}</bdi>
                <time dateTime={step.at} data-tooltip={exact(step.at)} className="shrink-0 tabular-nums">
                  {first ? `+${since(first, step.at)}` : ''}
                </time>
              </p>
            )}
            <button
              type="button"
              aria-label={t`Step ${step.number + 1}, ${name}, ${outcome}`}
              aria-current={index === place ? 'step' : undefined}
              tabIndex={index === place ? 0 : -1}
              onClick={() => onPlace(index)}
              className={clsx(
                'flex min-h-8 w-full items-center gap-2 px-3 py-1 text-start text-13 coarse:min-h-11',
                index === place ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <span className="w-6 shrink-0 text-end text-11 text-fg-3 tabular-nums">{step.number + 1}</span>
              <Icon
                aria-hidden="true"
                className={clsx('size-3.5 shrink-0', step.outcome === 'failed' ? 'text-danger' : 'text-fg-3')}
                strokeWidth={2}
              />
              <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
              <span
                className={clsx(
                  'max-w-[45%] shrink-0 truncate text-12',
                  step.outcome === 'failed' ? 'text-danger' : 'text-fg-3',
                )}
              >
                {outcome}
              </span>
              {typeof step.duration_ms === 'number' && (
                <span className="w-14 shrink-0 text-end text-11 text-fg-3 tabular-nums" data-tooltip={t`Time it took`}>
                  {millis(step.duration_ms)}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
