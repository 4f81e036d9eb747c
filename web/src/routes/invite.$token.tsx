// An invitation link.
import { createFileRoute, useNavigate } from '@tanstack/react-router';
import InvitePage from '~/features/auth/invite-page';

export const Route = createFileRoute('/invite/$token')({ component: Invite });

function Invite() {
  const { token } = Route.useParams();
  const navigate = useNavigate();
  return <InvitePage token={token} onDone={() => navigate({ to: '/', replace: true })} />;
}
