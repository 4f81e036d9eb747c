// Writes a template: the form on one side, the bubble and what Meta would say about it on the other.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, Send, TriangleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { ApiProblem } from '~/api/errors';
import type { TemplateDefinition } from '~/api/templates';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Button } from '~/ui/button';
import { BuilderForm } from './builder-form';
import { FormContext, isGap } from './context';
import { type Draft, definitionOf } from './draft';
import { type Findings, useFindings } from './findings';
import { TemplatePreview } from './preview';

export type Fixed = 'everything' | 'name and language' | 'name, language and category';

interface Props {
  head: ReactNode;
  start: Draft;
  /** What cannot be changed any more. */
  fixed: Fixed | null;
  locked: string | null;
  submitLabel: string;
  busy: boolean;
  problem: ApiProblem | null;
  onSubmit: (definition: TemplateDefinition) => void;
}

export function Builder({ head, start, fixed, locked, submitLabel, busy, problem, onSubmit }: Props) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { definition, places } = useMemo(() => definitionOf(draft), [draft]);
  const shown = useMemo(() => withPictures(definition, draft), [definition, draft]);
  const findings = useFindings(definition, places);
  const errors = findings.all.filter((finding) => finding.is_error);
  const context = useMemo(() => ({ findings, tried, locked }), [findings, tried, locked]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || locked !== null) return;
    setTried(true);
    if (!findings.fresh) return;
    if (errors.length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    onSubmit(definition);
  };

  return (
    <div className="scroller min-h-0 flex-1 bg-surface">
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        className="mx-auto grid w-full max-w-300 gap-x-10 gap-y-6 px-4 pt-6 pb-16 md:px-8 lg:grid-cols-[minmax(0,1fr)_22rem]"
      >
        <div className="lg:col-span-2">{head}</div>
        <FormContext value={context}>
          <div className="flex min-w-0 flex-col divide-y divide-line">
            <BuilderForm draft={draft} onChange={setDraft} fixed={fixed} />
          </div>
        </FormContext>
        <aside aria-label={t`Preview and check`} className="flex min-w-0 flex-col gap-4 self-start lg:sticky lg:top-6">
          <h2 className="font-semibold text-14">
            <Trans>Preview</Trans>
          </h2>
          <TemplatePreview definition={shown} label={t`The message as a contact gets it`} />
          <Verdict findings={findings} tried={tried} />
          <ProblemNote problem={problem} />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            icon={Send}
            busy={busy}
            disabledReason={locked}
            onClick={submit}
          >
            {submitLabel}
          </Button>
          <p className="text-12 text-fg-3">
            <Trans>Meta reviews it, usually within minutes. Nothing is sent to anybody.</Trans>
          </p>
        </aside>
      </form>
    </div>
  );
}

/** What was found, in one box: nothing, gaps, mistakes, and what reviewers may dislike. */
function Verdict({ findings, tried }: { findings: Findings; tried: boolean }) {
  const { t } = useLingui();
  const errors = findings.all.filter((finding) => finding.is_error && (tried || !isGap(finding)));
  const gaps = findings.all.filter((finding) => finding.is_error && !tried && isGap(finding)).length;
  const warnings = findings.all.filter((finding) => !finding.is_error);
  const good = errors.length === 0 && gaps === 0;
  return (
    <div
      role="status"
      aria-label={t`Check`}
      className="flex flex-col gap-2 rounded-card border border-line p-3 text-13"
    >
      {good && findings.fresh && (
        <p className="flex items-start gap-2 text-success">
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {warnings.length === 0 ? <Trans>Nothing Meta is known to refuse.</Trans> : <Trans>Meta takes it.</Trans>}
        </p>
      )}
      {gaps > 0 && errors.length === 0 && (
        <p className="text-fg-2">
          <Trans>Fill in the rest and it can go to Meta.</Trans>
        </p>
      )}
      {errors.map((finding) => (
        <p key={`${finding.pointer} ${finding.code}`} className="flex items-start gap-2">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
          {finding.detail}
        </p>
      ))}
      {warnings.map((finding) => (
        <p key={`${finding.pointer} ${finding.code}`} className="flex items-start gap-2 text-fg-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warning" />
          {finding.detail}
        </p>
      ))}
    </div>
  );
}

/** The files chosen here, so that the preview shows them before Meta does. */
function withPictures(definition: TemplateDefinition, draft: Draft): TemplateDefinition {
  const picture = (part: Record<string, unknown>, url: string | undefined) =>
    part.type === 'HEADER' && url ? { ...part, preview_url: url } : part;
  return {
    ...definition,
    components: definition.components.map((part) => {
      if (part.type !== 'CAROUSEL') return picture(part, draft.header.file?.url);
      const cards = Array.isArray(part.cards) ? part.cards : [];
      return {
        ...part,
        cards: cards.map((card: { components: Record<string, unknown>[] }, index) => ({
          components: card.components.map((one) => picture(one, draft.cards[index]?.header.file?.url)),
        })),
      };
    }),
  };
}
