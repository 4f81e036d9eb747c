// The simulator: virtual phones, faults and the log of what Meta would have sent. `?phone=` is the open phone.
import { createFileRoute } from '@tanstack/react-router';
import SimulatorPage from '~/features/simulator/simulator-page';
import { textParam } from '~/lib/search-params';

export const Route = createFileRoute('/w/$ws/simulator')({
  validateSearch: (raw): { phone?: string } => textParam('phone', raw.phone),
  component: Simulator,
});

function Simulator() {
  const { phone } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SimulatorPage
      {...(phone && { phone })}
      onPhone={(next) => navigate({ search: textParam('phone', next), replace: true })}
    />
  );
}
