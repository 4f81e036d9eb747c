// Flow JSON as text: its outline, the editor with completion and problems at their places, and the list of problems.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert, WandSparkles } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { Button } from '~/ui/button';
import CodeEditor from '~/ui/code/code-editor';
import { completeFlowJson } from './completion';
import { placeOf } from './json-place';
import { Outline } from './outline';
import type { Finding, Findings } from './use-findings';

interface Props {
  draft: SavedText;
  locked: string | null;
  findings: Findings;
  place: { pointer: string } | null;
  onPlace(pointer: string): void;
}

export default function CodeTab({ draft, locked, findings, place, onPlace }: Props) {
  const { t } = useLingui();
  const [line, setLine] = useState<{ line: number; column: number } | null>(null);
  const [lastPlace, setLastPlace] = useState(place);
  // Whoever asked last is followed.
  if (lastPlace !== place) {
    setLastPlace(place);
    setLine(null);
  }
  const goTo = useMemo(
    () => line ?? (place && { pointer: place.pointer, find: (text: string) => placeOf(text, place.pointer) }),
    [line, place],
  );
  const format = () => {
    try {
      draft.set(`${JSON.stringify(JSON.parse(draft.text), null, 2)}\n`);
    } catch {
      // What is no JSON cannot be put in order; the list of problems says where.
    }
  };
  return (
    <div className="flex min-h-0 flex-1">
      <Outline outline={findings.outline} onPlace={onPlace} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="min-h-0 flex-1">
          <CodeEditor
            label={t`Flow JSON`}
            language="json"
            value={draft.text}
            onChange={draft.set}
            readOnly={locked !== null}
            problems={findings.all}
            complete={completeFlowJson}
            goTo={goTo}
            onSave={() => void draft.flush()}
          />
        </div>
        <Problems findings={findings} onOpen={(finding) => setLine({ line: finding.line, column: finding.column })}>
          <Button size="sm" variant="ghost" icon={WandSparkles} disabledReason={locked} onClick={format}>
            <Trans>Format</Trans>
          </Button>
        </Problems>
      </div>
    </div>
  );
}

function Problems({
  findings,
  onOpen,
  children,
}: {
  findings: Findings;
  onOpen(finding: Finding): void;
  children: React.ReactNode;
}) {
  const { t } = useLingui();
  const { all, errors, warnings, fresh, failed } = findings;
  return (
    <section
      aria-label={t`Problems`}
      className="flex max-h-[36%] min-h-10 shrink-0 flex-col border-line border-t bg-sunken"
    >
      <div className="flex items-center gap-3 px-3 py-1 text-13">
        <p role="status" className="flex items-center gap-3">
          {all.length === 0 && fresh && (
            <span className="flex items-center gap-1.5 text-success">
              <CircleCheck aria-hidden="true" className="size-4" />
              <Trans>Nothing Meta is known to refuse.</Trans>
            </span>
          )}
          {failed && <Trans>The check did not answer.</Trans>}
          {errors > 0 && (
            <span className="flex items-center gap-1.5 text-danger">
              <CircleAlert aria-hidden="true" className="size-4" />
              <Trans>Errors {errors}</Trans>
            </span>
          )}
          {warnings > 0 && (
            <span className="flex items-center gap-1.5 text-warning">
              <TriangleAlert aria-hidden="true" className="size-4" />
              <Trans>Warnings {warnings}</Trans>
            </span>
          )}
          {!fresh && !failed && (
            <LoaderCircle
              aria-label={t`Checking`}
              className="size-4 animate-spin text-fg-3 motion-reduce:animate-none"
            />
          )}
        </p>
        <span className="ms-auto">{children}</span>
      </div>
      {all.length > 0 && (
        <ul className="scroller min-h-0 flex-1 pb-1">
          {all.map((finding, index) => (
            <li key={index}>
              <button
                type="button"
                className="ring-inside flex w-full items-start gap-2 px-3 py-1 text-start text-13 hover:bg-hover"
                onClick={() => onOpen(finding)}
              >
                {finding.severity === 'error' ? (
                  <CircleAlert aria-label={t`Error`} className="mt-0.5 size-4 shrink-0 text-danger" />
                ) : (
                  <TriangleAlert aria-label={t`Warning`} className="mt-0.5 size-4 shrink-0 text-warning" />
                )}
                <span className="min-w-0 flex-1">{finding.message}</span>
                <code className="hidden shrink-0 font-mono text-11 text-fg-3 md:inline">{finding.code}</code>
                <span className="shrink-0 text-12 text-fg-3 tabular-nums">
                  {finding.line}:{finding.column}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
