// One run of a flow.
import { createFileRoute } from '@tanstack/react-router';
import RunPage from '~/features/flows/runs/run-page';
import { parseRunSearch } from '~/features/flows/runs/search';

export const Route = createFileRoute('/w/$ws/flows/$flow/runs/$run')({
  validateSearch: parseRunSearch,
  component: OneRun,
});

function OneRun() {
  const { flow, run } = Route.useParams();
  const { step } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <RunPage
      key={run}
      flow={flow}
      run={run}
      step={step}
      onStep={(next) => navigate({ search: { step: next }, replace: true })}
    />
  );
}
