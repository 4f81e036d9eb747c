// Why a form was refused, with the way out, above its button.
import { CircleAlert } from 'lucide-react';
import type { ApiProblem } from '~/api/errors';

export function FormProblem({ problem }: { problem: ApiProblem | null }) {
  if (!problem) return null;
  return (
    <div role="alert" className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-13 text-danger">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex flex-col">
        <p className="font-medium">{problem.detail}</p>
        {problem.remedy && <p>{problem.remedy}</p>}
      </div>
    </div>
  );
}
