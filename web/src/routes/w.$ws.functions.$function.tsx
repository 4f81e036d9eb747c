// One function.
import { createFileRoute } from '@tanstack/react-router';
import FunctionPage from '~/features/functions/function-page';

export const Route = createFileRoute('/w/$ws/functions/$function')({ component: OneFunction });

function OneFunction() {
  const { function: which } = Route.useParams();
  return <FunctionPage key={which} function={which} />;
}
