// Why something was refused, and the way out.
import { Trans } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import type { ApiProblem } from '~/api/errors';

export function ProblemNote({ problem }: { problem: ApiProblem | null }) {
  if (!problem) return null;
  return (
    <div role="alert" className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{problem.detail}</p>
        {problem.remedy && <p>{problem.remedy}</p>}
        {problem.fields.length > 0 && (
          <ul className="list-disc ps-4">
            {problem.fields.map((field) => (
              <li key={field.pointer + field.code}>
                <code className="font-mono text-12">{field.pointer}</code> {field.detail}
              </li>
            ))}
          </ul>
        )}
        {problem.requestId && (
          <p className="text-12">
            <Trans>
              Request <code className="font-mono">{problem.requestId}</code>
            </Trans>
          </p>
        )}
      </div>
    </div>
  );
}
