// One step looked at closely: what came in, what was asked outside and answered, what it changed, what went out, what went wrong.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Step } from '~/api/flows-types';
import { exact } from '~/lib/dates';
import { JsonView } from '~/ui/json-view';
import { brief } from './trace';
import { record, useStepWords } from './use-step-words';

export function StepDetail({ step, foot }: { step: Step; foot?: ReactNode }) {
  const { t } = useLingui();
  const words = useStepWords();
  const input = step.opening?.input;
  const why = words.opening(step);
  const changes = step.changes ?? [];
  return (
    <div className="flex flex-col gap-4 text-13">
      {step.error && (
        <div className="flex items-start gap-2 rounded-control bg-danger-soft px-2.5 py-2 text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <div className="min-w-0">
            <p className="font-medium">{step.error.message}</p>
            <p className="font-mono text-11">{step.error.code}</p>
          </div>
        </div>
      )}
      <Part title={t`What happened`}>
        <p className="text-fg-2">
          {why ?? t`The step before led here`}
          {' · '}
          {words.outcome(step)}
        </p>
        <p className="text-12 text-fg-3">
          <time dateTime={step.at}>{exact(step.at)}</time>
        </p>
        {input !== undefined && (
          <Fold label={t`Input as it came`}>
            <JsonView label={t`Input`} value={input} className="max-h-64" />
          </Fold>
        )}
      </Part>
      {step.question && (
        <Part title={t`Asked outside`}>
          <p className="break-all font-mono text-12">{words.question(step.question)}</p>
          <Fold label={t`The whole question`}>
            <JsonView label={t`Question`} value={step.question} className="max-h-64" />
          </Fold>
        </Part>
      )}
      {step.answer && (
        <Part title={t`Answer`}>
          <p dir="auto" className="whitespace-pre-wrap break-words text-fg-2">
            {words.answer(step.answer)}
          </p>
          <Fold label={t`The whole answer`}>
            <JsonView label={t`Answer`} value={step.answer} className="max-h-64" />
          </Fold>
        </Part>
      )}
      {changes.length > 0 && (
        <Part title={t`Changed`}>
          <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
            {changes.map(({ path, before, after }) => (
              <li key={path} className="flex flex-col gap-0.5 px-2.5 py-1.5">
                <bdi className="break-all font-mono text-12">{path}</bdi>
                <span className="break-words text-12">
                  {before !== null && (
                    <>
                      <del className="text-fg-3">{brief(before)}</del> →{' '}
                    </>
                  )}
                  {after === null ? (
                    <span className="text-fg-3">{t`gone`}</span>
                  ) : (
                    <ins className="text-success no-underline">{brief(after, 400)}</ins>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {(step.heard?.length ?? 0) > 0 && (
        <Part title={t`Told on the way`}>
          <ul className="text-12 text-fg-2">
            {step.heard?.map((heard, index) => {
              const template = record(record(heard).template);
              return (
                <li key={index}>
                  {template.name ? (
                    <Trans>
                      Template <bdi className="font-mono">{String(template.name)}</bdi> (
                      <bdi>{String(template.language)}</bdi>):{' '}
                      {template.found ? String(record(template.found).status) : t`there is none`}
                    </Trans>
                  ) : (
                    <Trans>A roll of the dice</Trans>
                  )}
                </li>
              );
            })}
          </ul>
        </Part>
      )}
      {foot}
    </div>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-semibold text-12 text-fg-2">{title}</h3>
      {children}
    </section>
  );
}

export function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded-badge text-12 text-fg-3 hover:text-fg">{label}</summary>
      <div className="pt-1.5">{children}</div>
    </details>
  );
}
