// Asks a connection something, to see whether it answers, how fast and for how much.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type LlmConnection, llmConnections } from '~/api/llm-connections';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

export function LlmTry({ connection }: { connection: LlmConnection }) {
  const { t, i18n } = useLingui();
  const { id } = useWorkspace();
  const [prompt, setPrompt] = useState(t`In one sentence: what can you help with?`);
  const test = useMutation(llmConnections.test(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate({ connection: connection.id, prompt });
  };
  const cost = test.data?.cost;
  return (
    <form className="flex flex-col gap-2 rounded-control bg-sunken p-3 me-2" onSubmit={submit}>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t`Question`}>
            {(control) => (
              <Input {...control} maxLength={2000} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
            )}
          </Field>
        </div>
        <Button type="submit" busy={test.isPending} disabledReason={prompt.trim() ? null : t`Write a question.`}>
          <Trans>Ask</Trans>
        </Button>
      </div>
      <div aria-live="polite">
        {test.isError && <ProblemNote problem={asProblem(test.error)} />}
        {test.data && !test.isPending && (
          <div className="flex flex-col gap-1">
            <p dir="auto" className="whitespace-pre-wrap break-words text-13">
              {test.data.text}
            </p>
            <p className="flex flex-wrap gap-x-3 text-12 text-fg-3">
              <span>{t`${i18n.number(test.data.took_ms)} ms`}</span>
              <span>{t`${i18n.number(test.data.input_tokens)} tokens read`}</span>
              <span>{t`${i18n.number(test.data.output_tokens)} tokens written`}</span>
              {cost !== null && cost !== undefined && (
                <span>
                  {i18n.number(cost / 1_000_000, {
                    style: 'currency',
                    currency: connection.currency,
                    maximumFractionDigits: 6,
                  })}
                </span>
              )}
            </p>
          </div>
        )}
      </div>
    </form>
  );
}
