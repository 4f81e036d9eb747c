// What a step did and what set it going, in words.
import { useLingui } from '@lingui/react/macro';
import type { FlowAnswer, FlowNode, FlowQuestion, Json, Step } from '~/api/flows-types';
import { exitLabel, handleLabel } from '../canvas/exits';

export function useStepWords() {
  const { t } = useLingui();
  const outcomes = {
    left: t`went on`,
    waits: t`waits`,
    called: t`called a flow`,
    ended: t`ended`,
    failed: t`failed`,
    paused: t`paused`,
  };

  /** How it came out, with the exit it took where there was a choice: as the node words it, if it is known. */
  const outcome = (step: Pick<Step, 'outcome' | 'handle'>, node?: FlowNode) => {
    const { handle } = step;
    if (!handle || handle === 'next' || step.outcome === 'waits') return outcomes[step.outcome];
    return `${outcomes[step.outcome]} · ${node ? exitLabel(node, handle) : handleLabel(handle)}`;
  };

  /** What happened from outside, if anything did. */
  const opening = (step: Pick<Step, 'opening'>): string | null => {
    const input = record(step.opening?.input);
    switch (input.type) {
      case 'start':
        return t`A trigger started it`;
      case 'message': {
        const tap = record(input.tap);
        const text = words(input.text);
        if (tap.id) return t`The customer tapped “${words(tap.title) || words(tap.id)}”`;
        if (text) return t`The customer wrote “${text}”`;
        return t`The customer sent ${words(input.kind) || t`something`}`;
      }
      case 'timer':
        return t`The time was over`;
      case 'submission':
        return t`The form was filled in`;
      case 'status':
        return t`News of a message: ${words(input.status)}`;
      case 'webhook':
        return t`Its own address was called`;
      case 'answer':
        return t`The answer came`;
      case 'taken_over':
        return t`A person took over`;
      case 'released':
        return input.resume === false ? t`The person ended it` : t`The person gave it back`;
      case 'cancel':
        return t`It was cancelled: ${words(input.reason)}`;
      default:
        return null;
    }
  };

  const question = (asked: FlowQuestion): string => {
    switch (asked.type) {
      case 'http':
        return `${words(asked.method)} ${sealed(asked.url)}`;
      case 'function':
        return t`Function ${words(asked.function)}`;
      case 'llm':
        return t`Language model ${words(asked.model) || words(asked.connection)}`;
      case 'agent':
        return t`Who takes the conversation?`;
    }
  };

  const answer = (said: FlowAnswer): string => {
    switch (said.type) {
      case 'http':
        return t`Status ${said.status}`;
      case 'function':
        return said.case ? t`Returned, way “${said.case}”` : t`Returned`;
      case 'llm':
        return said.text;
      case 'agent':
        return said.user ? t`Given to somebody` : t`Nobody can take it`;
      case 'failed':
        return t`Failed: ${said.message}`;
      case 'network':
        return t`No connection: ${said.message}`;
      case 'timeout':
        return t`No answer in time`;
    }
  };
  return { outcome, opening, question, answer };
}

export function record(value: Json | undefined): { [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function words(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A text with places for secrets: the places are shown as dots, there is nothing in them. */
export function sealed(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.map((piece) => words(record(piece).text) || (record(piece).secret ? '••••' : '')).join('');
}
