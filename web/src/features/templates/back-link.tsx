// The way back to the list, with the filters that were set there when the browser remembers them.
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';

export function BackLink() {
  const { id } = useWorkspace();
  return (
    <Link
      to="/w/$ws/templates"
      params={{ ws: id }}
      className="touch-target inline-flex w-fit items-center gap-1 rounded-badge text-13 text-fg-2 hover:text-fg hover:underline"
    >
      <ArrowLeft aria-hidden="true" className="mirror size-4" />
      <Trans>Templates</Trans>
    </Link>
  );
}
