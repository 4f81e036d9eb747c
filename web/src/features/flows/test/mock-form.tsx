// What the outside answers a node in a try: a server's status and body, a function's value, a model's words, or that it fails.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FlowAnswer, FlowNode, Json } from '~/api/flows-types';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input, Textarea } from '~/ui/input';
import { Select } from '~/ui/select';

/** Kinds that ask the outside. */
export const asking = ['http_request', 'execute_function', 'llm_reply', 'assign_agent'] as const;

export function asks(node: Pick<FlowNode, 'type'>): boolean {
  return asking.some((kind) => kind === node.type);
}

type Way = 'answers' | 'failed' | 'network' | 'timeout';

interface Props {
  node: FlowNode;
  answer: FlowAnswer | undefined;
  onAnswer: (answer: FlowAnswer | null) => void;
}

export function MockForm({ node, answer, onAnswer }: Props) {
  const { t } = useLingui();
  const [way, setWay] = useState<Way>(wayOf(answer));
  const [status, setStatus] = useState(answer?.type === 'http' ? answer.status : 200);
  const [text, setText] = useState(() => textOf(node, answer));
  const [branch, setBranch] = useState(answer?.type === 'function' ? (answer.case ?? '') : '');
  const value = parse(text);
  const needsJson = way === 'answers' && (node.type === 'http_request' || node.type === 'execute_function');
  const bad = needsJson && value === undefined;

  const use = () => onAnswer(answerOf(node.type, way, { status, text, value: value ?? null, branch }));
  return (
    <div className="flex flex-col gap-2.5">
      <Select
        label={t`What comes back`}
        value={way}
        onChange={setWay}
        options={[
          { value: 'answers', label: node.type === 'assign_agent' ? t`Somebody takes it` : t`It answers` },
          { value: 'failed', label: node.type === 'assign_agent' ? t`Nobody can take it` : t`It fails` },
          ...(node.type === 'http_request' ? [{ value: 'network' as const, label: t`There is no connection` }] : []),
          ...(node.type === 'assign_agent' ? [] : [{ value: 'timeout' as const, label: t`No answer in time` }]),
        ]}
      />
      {way === 'answers' && node.type === 'http_request' && (
        <Field label={t`Status`}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={100}
              max={599}
              value={Number.isNaN(status) ? '' : status}
              onChange={(event) => setStatus(event.target.valueAsNumber)}
            />
          )}
        </Field>
      )}
      {way === 'answers' && node.type !== 'assign_agent' && (
        <Field
          label={
            node.type === 'llm_reply' ? t`Words` : node.type === 'http_request' ? t`Body, as JSON` : t`Value, as JSON`
          }
          error={bad ? t`This is not JSON.` : null}
        >
          {(control) => (
            <Textarea
              {...control}
              dir={node.type === 'llm_reply' ? 'auto' : 'ltr'}
              spellCheck={false}
              className={node.type === 'llm_reply' ? '' : 'font-mono text-12!'}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
      {way === 'answers' && node.type === 'execute_function' && (
        <Field label={t`Way it wants to go (optional)`}>
          {(control) => <Input {...control} value={branch} onChange={(event) => setBranch(event.target.value)} />}
        </Field>
      )}
      <div className="flex justify-end gap-2">
        {answer && (
          <Button size="sm" variant="ghost" onClick={() => onAnswer(null)}>
            <Trans>Take away</Trans>
          </Button>
        )}
        <Button size="sm" disabledReason={bad ? t`This is not JSON.` : null} onClick={use}>
          <Trans>Use this answer</Trans>
        </Button>
      </div>
    </div>
  );
}

interface Parts {
  status: number;
  text: string;
  value: Json;
  branch: string;
}

export function answerOf(kind: string, way: Way, { status, text, value, branch }: Parts): FlowAnswer {
  if (way === 'timeout') return { type: 'timeout' };
  if (way === 'network') return { type: 'network', message: 'connection refused' };
  if (way === 'failed')
    return kind === 'assign_agent' ? { type: 'agent', user: null } : { type: 'failed', message: 'it failed' };
  switch (kind) {
    case 'http_request':
      return { type: 'http', status: Number.isNaN(status) ? 200 : status, body: value };
    case 'execute_function':
      return { type: 'function', value, ...(branch.trim() && { case: branch.trim() }) };
    case 'assign_agent':
      return { type: 'agent', user: 'usr_test' };
    default:
      return { type: 'llm', text };
  }
}

function wayOf(answer: FlowAnswer | undefined): Way {
  if (answer?.type === 'timeout' || answer?.type === 'network' || answer?.type === 'failed') return answer.type;
  return answer?.type === 'agent' && answer.user === null ? 'failed' : 'answers';
}

function textOf(node: FlowNode, answer: FlowAnswer | undefined): string {
  if (answer?.type === 'llm') return answer.text;
  if (answer?.type === 'http') return JSON.stringify(answer.body ?? null, null, 2);
  if (answer?.type === 'function') return JSON.stringify(answer.value, null, 2);
  const { mock } = node.config;
  if (typeof mock === 'object' && mock !== null && !Array.isArray(mock) && mock.body !== undefined)
    return JSON.stringify(mock.body, null, 2);
  return node.type === 'llm_reply' ? '' : '{}';
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
